package io.weir.formats.parquet;

import io.weir.Nullable;
import io.weir.vector.Dictionary;
import io.weir.vector.Vector;

/** Opens pages of one column chunk: levels and values of the page at hand, and the dictionary that all pages share. */
final class PageDecoder {
    private final PageReader pages;
    private final SchemaNode.Primitive primitive;
    private final Conversion conversion;
    private final @Nullable LevelDecoder definition;
    private final @Nullable LevelDecoder repetition;
    private @Nullable Dictionary dictionary;
    private ValueDecoder values;

    PageDecoder(PageReader pages, SchemaNode leaf, Conversion conversion) {
        this.pages = pages;
        this.primitive = leaf.primitive();
        this.conversion = conversion;
        var levels = leaf.levels();
        definition = levels.definition() == 0 ? null : new LevelDecoder(levels.definition());
        repetition = levels.repetition() == 0 ? null : new LevelDecoder(levels.repetition());
    }

    /** Opens the page where the reader is. */
    void open() {
        var opened = pages.open();
        var content = pages.content();
        var bytes = opened.values().bytes();
        var from = opened.values().offset();
        var end = opened.values().end();
        if (content.levels() == null) {
            start(repetition, opened.repetition());
            start(definition, opened.definition());
        } else {
            from = start(repetition, content.levels().repetition(), opened.values(), from);
            from = start(definition, content.levels().definition(), opened.values(), from);
        }
        var slice = new Slice(bytes, from, end - from);
        values = content.encoding().isDictionary()
                ? new DictionaryIds(dictionary(), slice)
                : ValueDecoder.of(content.encoding(), primitive, slice, content.values());
    }

    private static void start(@Nullable LevelDecoder decoder, Slice slice) {
        if (decoder != null) {
            decoder.start(slice.bytes(), slice.offset(), slice.end());
        }
    }

    /** Levels of a page of version 1 stand before the values; answers what is behind them. */
    private int start(@Nullable LevelDecoder decoder, Encoding encoding, Slice page, int from) {
        if (decoder == null) {
            return from;
        }
        if (encoding == Encoding.BIT_PACKED) {
            return decoder.startPacked(page.bytes(), from, page.end(), pages.values());
        }
        if (encoding != Encoding.RLE) {
            throw new Damage("levels cannot be encoded as " + encoding);
        }
        if (page.end() - from < 4) {
            throw new Damage("page ends within its levels");
        }
        var length = LittleEndian.i32(page.bytes(), from);
        if (length < 0 || length > page.end() - from - 4) {
            throw new Damage("levels of " + length + " bytes in a page of " + page.length());
        }
        decoder.start(page.bytes(), from + 4, from + 4 + length);
        return from + 4 + length;
    }

    private Dictionary dictionary() {
        if (dictionary == null) {
            var entries = pages.dictionary();
            dictionary = new Dictionary(entries(entries, pages.dictionaryEntries(), primitive, conversion));
        }
        return dictionary;
    }

    static Vector entries(Slice slice, int count, SchemaNode.Primitive primitive, Conversion conversion) {
        return conversion.convert(
                ValueDecoder.of(Encoding.PLAIN, primitive, slice, count).read(count));
    }

    @Nullable
    LevelDecoder definition() {
        return definition;
    }

    @Nullable
    LevelDecoder repetition() {
        return repetition;
    }

    void skipValues(int count) {
        values.skip(count);
    }

    Vector read(int count) {
        return converted(values.read(count));
    }

    Vector pick(int count, int[] positions, int picked) {
        return converted(values.pick(count, positions, picked));
    }

    private Vector converted(Vector read) {
        return values.isConverted() ? read : conversion.convert(read);
    }
}
