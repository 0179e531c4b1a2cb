package io.weir.formats.parquet;

import io.weir.formats.file.Domain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Statistics;

/** Files whose statistics contradict themselves or cannot be believed: whoever is told what to look for finds it all the same. */
final class DamagedStatistics {
    private final List<DamagedFile> files = new ArrayList<>();

    private DamagedStatistics() {}

    static List<DamagedFile> files() throws IOException {
        var statistics = new DamagedStatistics();
        statistics.wrongStatistics();
        return statistics.files;
    }

    private void statistics(String name, int column, Domain domain, Consumer<Statistics> change) throws IOException {
        statistics(
                name,
                column,
                domain,
                footer -> change.accept(
                        Tampering.chunk(footer, column).getMeta_data().getStatistics()),
                DamagedCorpus.plain());
    }

    private void statistics(String name, int column, Domain domain, Consumer<FileMetaData> change, byte[] file)
            throws IOException {
        var names = List.of("k", "s", "d", "l");
        files.add(new DamagedFile(
                "statistics: " + name, Tampering.footer(file, change), List.of(), names.get(column), domain));
    }

    static byte[] little(long number) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
    }

    private static byte[] little(double number) {
        return little(Double.doubleToRawLongBits(number));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void wrongStatistics() throws IOException {
        var k = Domain.of(List.of(50L));
        statistics(
                "min above max",
                DamagedCorpus.K,
                k,
                s -> s.setMin_value(little(99)).setMax_value(little(60)));
        statistics(
                "bounds too short",
                DamagedCorpus.K,
                k,
                s -> s.setMin_value(new byte[3]).setMax_value(new byte[3]));
        statistics(
                "bounds too long",
                DamagedCorpus.K,
                k,
                s -> s.setMin_value(new byte[9]).setMax_value(new byte[0]));
        statistics(
                "no lower bound",
                DamagedCorpus.K,
                k,
                s -> s.setMin_value((byte[]) null).setMax_value(little(60)));
        statistics("nulls of a required column", DamagedCorpus.K, Domain.NOT_NULL, s -> s.setNull_count(100));
        var d = Domain.range(20.0, true, null, true);
        statistics(
                "min NaN",
                DamagedCorpus.D,
                d,
                s -> s.setMin_value(little(Double.NaN)).setMax_value(little(1.0)));
        statistics(
                "max NaN",
                DamagedCorpus.D,
                d,
                s -> s.setMin_value(little(100.0)).setMax_value(little(Double.NaN)));
        var s = Domain.of(List.of("text 5"));
        statistics(
                "min above max of text",
                DamagedCorpus.S,
                s,
                x -> x.setMin_value(text("z")).setMax_value(text("a")));
        statistics(
                "no text",
                DamagedCorpus.S,
                s,
                x -> x.setMin_value(text("a")).setMax_value(new byte[] {'t', (byte) 0xc3}));
        statistics("more nulls than rows", DamagedCorpus.S, s, x -> x.setNull_count(1000));
        statistics("only nulls, with bounds", DamagedCorpus.S, s, x -> x.setNull_count(100));
        statistics("negative nulls", DamagedCorpus.S, Domain.ONLY_NULL, x -> x.setNull_count(-7));
        statistics(
                "old fields of text",
                DamagedCorpus.S,
                s,
                x -> x.setMin_value((byte[]) null)
                        .setMax_value((byte[]) null)
                        .setMin(text("x"))
                        .setMax(text("y")));
        for (var writer :
                List.of("parquet-mr version 1.6.0 (build 6aa2)", "parquet-mr", "parquet-mr version 1.8.0rc1")) {
            statistics(
                    "text of " + writer,
                    DamagedCorpus.S,
                    s,
                    footer -> {
                        footer.setCreated_by(writer);
                        Tampering.chunk(footer, DamagedCorpus.S)
                                .getMeta_data()
                                .getStatistics()
                                .setMin_value(text("x"))
                                .setMax_value(text("y"));
                    },
                    DamagedCorpus.plain());
        }
        var unordered = Tampering.footer(
                DamagedCorpus.plain(),
                footer -> Tampering.chunk(footer, DamagedCorpus.K)
                        .getMeta_data()
                        .getStatistics()
                        .setMin_value(little(60))
                        .setMax_value(little(70)));
        files.add(new DamagedFile("statistics: in an unknown order", inUnknownOrder(unordered), List.of(), "k", k));
    }

    /** The first column's order becomes one that does not exist yet. */
    private static byte[] inUnknownOrder(byte[] file) {
        var orders = new byte[] {0x19, 0x4c, 0x1c, 0, 0, 0x1c};
        for (var at = Tampering.footerStart(file); ; at++) {
            if (Arrays.equals(file, at, at + orders.length, orders, 0, orders.length)) {
                return DamagedCorpus.changed(file, at + 2, 0x7c);
            }
        }
    }
}
