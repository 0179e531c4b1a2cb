package io.weir.cluster;

import io.weir.Nullable;
import io.weir.connector.ReaderContext;
import io.weir.connector.Source;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A source whose splits lie on hosts, one a name in the list. Nobody reads them. */
record Pieces(List<String> places) implements Source<Pieces.Piece> {
    record Piece(String place) implements Source.Split {
        @Override
        public List<String> hosts() {
            return List.of(place);
        }

        @Override
        public long bytes() {
            return 1000;
        }
    }

    @Override
    public Schema schema() {
        return Flows.SCHEMA;
    }

    @Override
    public boolean bounded() {
        return true;
    }

    @Override
    public Enumerator<Piece> enumerate(byte @Nullable [] restored) {
        return new Left(new ArrayList<>(places.stream().map(Piece::new).toList()), places);
    }

    @Override
    public Reader<Piece> open(Piece split, ReaderContext context) {
        throw new UnsupportedOperationException();
    }

    private record Left(List<Piece> left, List<String> places) implements Enumerator<Piece> {
        @Override
        public List<Piece> next(int wanted, String host) {
            if (left.isEmpty()) {
                return List.of();
            }
            var near = left.stream()
                    .min(Comparator.comparing(piece -> !piece.place().equals(host)));
            left.remove(near.orElseThrow());
            return List.of(near.orElseThrow());
        }

        @Override
        public void giveBack(List<Piece> splits) {
            left.addAll(splits);
        }

        @Override
        public byte[] snapshot() {
            return new byte[0];
        }

        @Override
        public long totalBytes() {
            return 1000L * places.size();
        }

        @Override
        public int totalSplits() {
            return places.size();
        }

        @Override
        public Map<String, Integer> hosts() {
            var hosts = new HashMap<String, Integer>();
            places.forEach(place -> hosts.merge(place, 1, Integer::sum));
            return hosts;
        }
    }
}
