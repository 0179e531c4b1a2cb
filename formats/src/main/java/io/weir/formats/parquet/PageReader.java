package io.weir.formats.parquet;

import io.weir.Nullable;
import java.util.zip.CRC32;

/** Walks over the data pages of one column chunk; decompresses only those that are opened. */
final class PageReader {
    private static final int MAX_HEADER = 1 << 20;
    /** Larger pages must fit what the footer says of the whole column. */
    private static final int LARGE_PAGE = 16 << 20;

    private final FetchedBytes bytes;
    private final ColumnChunk chunk;
    private final Rows rows;
    private final @Nullable OffsetIndex offsets;
    private final boolean flat;
    private long position;
    private long valuesLeft;
    private int page = -1;
    private long nextRow;
    private PageHeader header;
    private long pageStart;
    private int opened;
    private int dictionaryEntries;
    private byte[] scratch = new byte[0];

    PageReader(FetchedBytes bytes, ColumnChunk chunk, SchemaNode leaf, Rows rows) {
        this.bytes = bytes;
        this.chunk = chunk;
        this.rows = rows;
        this.offsets = rows.offsets();
        this.flat = leaf.levels().repetition() == 0;
        this.position = chunk.extent().start();
        this.valuesLeft = chunk.pages().values();
    }

    /**
     * The rows that are read, {@code from} to {@code to - 1}, of all that the row group has.
     *
     * @param offsets null if pages can be found only one after the other
     */
    record Rows(long group, long from, long to, @Nullable OffsetIndex offsets) {
        static Rows all(long group) {
            return new Rows(group, 0, group, null);
        }
    }

    /** A page's bytes, decompressed: where the levels and the values lie. Without levels of a kind, their slice is empty. */
    record Opened(Slice repetition, Slice definition, Slice values) {}

    /** Moves to the next data page; false after the last. */
    boolean next() {
        if (offsets != null) {
            return goTo(page + 1);
        }
        while (position < chunk.extent().end()) {
            readHeader();
            position = pageStart + header.headerBytes() + header.compressed();
            if (header.isData()) {
                checkValues();
                page++;
                return true;
            }
        }
        return false;
    }

    /** With an offset index: to the page that holds the row, which is not before the one here. */
    boolean canSeek() {
        return offsets != null;
    }

    boolean seek(long row) {
        return goTo(Math.max(offsets.pageOf(row), page));
    }

    private boolean goTo(int number) {
        page = number;
        if (page >= offsets.pages()) {
            return false;
        }
        position = offsets.positions()[page];
        nextRow = offsets.firstRows()[page];
        readHeader();
        if (!header.isData() || header.headerBytes() + header.compressed() > offsets.sizes()[page]) {
            throw new Damage("offset index points to something else than a page");
        }
        var rows = flat ? header.content().values() : header.content().rows();
        if (rows >= 0 && rows != offsets.endRow(page, this.rows.group()) - nextRow) {
            throw new Damage("offset index does not fit its pages");
        }
        return true;
    }

    private void readHeader() {
        pageStart = position;
        var limit = offsets == null || page < 0 ? chunk.extent().end() - position : offsets.sizes()[page];
        header = header(position, limit);
    }

    private PageHeader header(long at, long limit) {
        var read = PageHeader.read(bytes.slice(at, (int) Math.min(limit, MAX_HEADER)));
        if (read.headerBytes() + (long) read.compressed() > limit) {
            throw new Damage("page of " + read.compressed() + " bytes where " + limit + " are left");
        }
        return read;
    }

    private void checkValues() {
        valuesLeft -= header.content().values();
        if (valuesLeft < 0) {
            throw new Damage("pages hold more values than " + chunk.pages().values());
        }
    }

    int values() {
        return header.content().values();
    }

    Encoding encoding() {
        return header.content().encoding();
    }

    /** The first row of the page here; known only with an offset index. */
    long firstRow() {
        return nextRow;
    }

    /** How many rows begin in the page here, -1 if that is not known. */
    long rows() {
        if (flat) {
            return header.content().values();
        }
        return offsets != null
                ? offsets.endRow(page, rows.group()) - nextRow
                : header.content().rows();
    }

    /** How many rows begin in the page here if there is one, else 0. */
    long rowsHere() {
        return header == null ? 0 : rows();
    }

    /** Pages of the rows to read that were not decompressed. */
    int skipped() {
        if (offsets == null) {
            return Math.max(page + 1, 1) - opened; // a column that was never looked at has one page at least
        }
        var concerned = 0;
        for (var i = 0; i < offsets.pages(); i++) {
            var reached = offsets.firstRows()[i] < rows.to() && offsets.endRow(i, rows.group()) > rows.from();
            concerned += reached ? 1 : 0;
        }
        return concerned - opened;
    }

    /** The entries of the dictionary, in plain encoding. */
    Slice dictionary() {
        var extent = chunk.extent();
        return dictionary(
                offsets == null || offsets.pages() == 0 ? extent.bytes() : offsets.positions()[0] - extent.start());
    }

    /** The dictionary, which lies in so many of the first bytes. */
    Slice dictionary(long limit) {
        var at = chunk.extent().start();
        var found = header(at, limit);
        if (found.type() != PageHeader.DICTIONARY) {
            throw new Damage("pages point to a dictionary that is not there");
        }
        if (found.content().values() > chunk.pages().values()) {
            throw new Damage("dictionary of " + found.content().values() + " entries for fewer values");
        }
        dictionaryEntries = found.content().values();
        var body = bytes.slice(at + found.headerBytes(), found.compressed());
        verify(found, body);
        return decompress(body, found.uncompressed(), false);
    }

    int dictionaryEntries() {
        return dictionaryEntries;
    }

    /** Opens the page here. The slices may be written over when the next page is opened, unless its values are to be kept as they lie. */
    Opened open() {
        opened++;
        var body = bytes.slice(pageStart + header.headerBytes(), header.compressed());
        verify(header, body);
        var reuse =
                header.content().encoding().isDictionary() || !chunk.physical().isBytes();
        return header.type() == PageHeader.DATA_V2 ? openSections(body, reuse) : openWhole(body, reuse);
    }

    private Opened openSections(Slice body, boolean reuse) {
        var sections = header.content().sections();
        var levels = (long) sections.repetition() + sections.definition();
        if (sections.repetition() < 0
                || sections.definition() < 0
                || levels > body.length()
                || levels > header.uncompressed()) {
            throw new Damage("levels of " + levels + " bytes in a page of " + body.length());
        }
        var repetition = new Slice(body.bytes(), body.offset(), sections.repetition());
        var definition = new Slice(body.bytes(), repetition.end(), sections.definition());
        var rest = new Slice(body.bytes(), definition.end(), (int) (body.length() - levels));
        var size = (int) (header.uncompressed() - levels);
        if (!sections.compressed()) {
            lend(reuse);
            return new Opened(repetition, definition, rest);
        }
        var values = rest.length() == 0 && size == 0 ? rest : decompress(rest, size, reuse);
        return new Opened(repetition, definition, values);
    }

    private Opened openWhole(Slice body, boolean reuse) {
        var all = decompress(body, header.uncompressed(), reuse);
        var none = new Slice(all.bytes(), all.offset(), 0);
        return new Opened(none, none, all);
    }

    PageHeader.Content content() {
        return header.content();
    }

    private Slice decompress(Slice body, int size, boolean reuse) {
        if (chunk.codec() == Codec.UNCOMPRESSED) {
            lend(reuse);
            return body;
        }
        chunk.codec().checkSize(body, size);
        if (size > LARGE_PAGE && size > 2 * chunk.pages().uncompressed()) {
            throw new Damage(
                    "page of " + size + " bytes in a column of " + chunk.pages().uncompressed());
        }
        byte[] target;
        if (!reuse) {
            target = new byte[size + Slice.SLACK];
        } else {
            if (scratch.length < size + Slice.SLACK) {
                var wanted = Math.max(size, Math.min(2 * scratch.length, 1 << 20)) + Slice.SLACK;
                close();
                scratch = PageBuffers.shared().take(wanted);
            }
            target = scratch;
        }
        chunk.codec().decompress(body, target, size);
        return new Slice(target, 0, size);
    }

    /** Values that are kept as they lie, in a page that is not compressed, lie in what was fetched. */
    private void lend(boolean reuse) {
        if (!reuse) {
            bytes.lend();
        }
    }

    /** Gives up what pages were decompressed into. */
    void close() {
        PageBuffers.shared().giveBack(scratch);
        scratch = new byte[0];
    }

    private static void verify(PageHeader header, Slice body) {
        if (header.checksum() < 0) {
            return;
        }
        var crc = new CRC32();
        crc.update(body.bytes(), body.offset(), body.length());
        if (crc.getValue() != header.checksum()) {
            throw new Damage("checksum of a page does not match");
        }
    }
}
