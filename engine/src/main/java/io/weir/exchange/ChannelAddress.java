package io.weir.exchange;

/** The way from one attempt of a task to one attempt of another. A former attempt has another address, so nobody reads what it still writes. */
public record ChannelAddress(String job, int edge, Attempt writer, Attempt reader) implements Wanted {
    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelAddress address
                && edge == address.edge
                && writer.equals(address.writer)
                && reader.equals(address.reader)
                && job.equals(address.job);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * job.hashCode() + edge) + writer.hashCode()) + reader.hashCode();
    }
}
