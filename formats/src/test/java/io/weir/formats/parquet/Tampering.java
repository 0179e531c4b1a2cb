package io.weir.formats.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;

/** Changes what files say of themselves, without any care that it stays true. */
final class Tampering {
    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

    private Tampering() {}

    /** Sees a page's header, which it may change, and its bytes; answers the bytes to write in their place. */
    interface Page {
        byte[] change(PageHeader header, byte[] body);
    }

    static int footerStart(byte[] file) {
        return file.length - 8 - LittleEndian.i32(file, file.length - 8);
    }

    static FileMetaData footer(byte[] file) throws IOException {
        var start = footerStart(file);
        return Util.readFileMetaData(new ByteArrayInputStream(file, start, file.length - 8 - start));
    }

    static byte[] footer(byte[] file, Consumer<FileMetaData> change) throws IOException {
        var footer = footer(file);
        change.accept(footer);
        return withFooter(Arrays.copyOf(file, footerStart(file)), footer);
    }

    private static byte[] withFooter(byte[] data, FileMetaData footer) throws IOException {
        var written = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, written);
        var out = new ByteArrayOutputStream();
        out.writeBytes(data);
        out.writeBytes(written.toByteArray());
        out.writeBytes(little(written.size()));
        out.writeBytes(MAGIC);
        return out.toByteArray();
    }

    /** The footer's bytes as they are, and a length of it that may be wrong. */
    static byte[] footerLength(byte[] file, int length) {
        var changed = file.clone();
        System.arraycopy(little(length), 0, changed, file.length - 8, 4);
        return changed;
    }

    private static byte[] little(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }

    static ColumnChunk chunk(FileMetaData footer, int column) {
        return footer.getRow_groups().get(0).getColumns().get(column);
    }

    private static long start(ColumnChunk chunk) {
        var data = chunk.getMeta_data();
        return data.isSetDictionary_page_offset() && data.getDictionary_page_offset() > 0
                ? data.getDictionary_page_offset()
                : data.getData_page_offset();
    }

    /** Changes a page of a column of the first row group, the dictionary counted. What lies behind moves; the file has no indexes. */
    static byte[] page(byte[] file, int column, int number, Page page) throws IOException {
        var footer = footer(file);
        var position = (int) start(chunk(footer, column));
        for (var i = 0; i < number; i++) {
            position += headerBytes(file, position) + header(file, position).getCompressed_page_size();
        }
        var header = header(file, position);
        var bodyStart = position + headerBytes(file, position);
        var bodyEnd = bodyStart + header.getCompressed_page_size();
        var body = page.change(header, Arrays.copyOfRange(file, bodyStart, bodyEnd));
        var written = new ByteArrayOutputStream();
        written.write(file, 0, position);
        Util.writePageHeader(header, written);
        written.writeBytes(body);
        var moved = written.size() - bodyEnd;
        written.write(file, bodyEnd, footerStart(file) - bodyEnd);
        move(footer, column, position, moved);
        return withFooter(written.toByteArray(), footer);
    }

    private static void move(FileMetaData footer, int changed, int position, int moved) {
        var columns = footer.getRow_groups().get(0).getColumns();
        for (var i = 0; i < columns.size(); i++) {
            var data = columns.get(i).getMeta_data();
            if (data.getData_page_offset() > position) {
                data.setData_page_offset(data.getData_page_offset() + moved);
            }
            if (data.getDictionary_page_offset() > position) {
                data.setDictionary_page_offset(data.getDictionary_page_offset() + moved);
            }
            if (i == changed) {
                data.setTotal_compressed_size(data.getTotal_compressed_size() + moved);
            }
            columns.get(i).unsetOffset_index_offset();
            columns.get(i).unsetOffset_index_length();
            columns.get(i).unsetColumn_index_offset();
            columns.get(i).unsetColumn_index_length();
            data.unsetBloom_filter_offset();
        }
    }

    private static PageHeader header(byte[] file, int position) throws IOException {
        return Util.readPageHeader(new ByteArrayInputStream(file, position, file.length - position));
    }

    private static int headerBytes(byte[] file, int position) throws IOException {
        var in = new ByteArrayInputStream(file, position, file.length - position);
        Util.readPageHeader(in);
        return file.length - position - in.available();
    }

    /** The index of a column's pages, written anew. */
    static byte[] offsetIndex(byte[] file, int column, Consumer<OffsetIndex> change) throws IOException {
        var footer = footer(file);
        var chunk = chunk(footer, column);
        var start = (int) chunk.getOffset_index_offset();
        var index = Util.readOffsetIndex(new ByteArrayInputStream(file, start, chunk.getOffset_index_length()));
        change.accept(index);
        var written = new ByteArrayOutputStream();
        Util.writeOffsetIndex(index, written);
        chunk.setOffset_index_offset(footerStart(file));
        chunk.setOffset_index_length(written.size());
        return withFooter(dataAnd(file, written.toByteArray()), footer);
    }

    /** The bounds of a column's pages, written anew. */
    static byte[] columnIndex(byte[] file, int column, Consumer<ColumnIndex> change) throws IOException {
        var footer = footer(file);
        var chunk = chunk(footer, column);
        var start = (int) chunk.getColumn_index_offset();
        var index = Util.readColumnIndex(new ByteArrayInputStream(file, start, chunk.getColumn_index_length()));
        change.accept(index);
        var written = new ByteArrayOutputStream();
        Util.writeColumnIndex(index, written);
        chunk.setColumn_index_offset(footerStart(file));
        chunk.setColumn_index_length(written.size());
        return withFooter(dataAnd(file, written.toByteArray()), footer);
    }

    private static byte[] dataAnd(byte[] file, byte[] more) {
        var data = Arrays.copyOf(file, footerStart(file) + more.length);
        System.arraycopy(more, 0, data, data.length - more.length, more.length);
        return data;
    }
}
