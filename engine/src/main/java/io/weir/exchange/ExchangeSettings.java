package io.weir.exchange;

/**
 * How much lies between two tasks.
 *
 * @param channelBatches the messages at which a channel within the process is full, at least 1
 * @param channelBytes the bytes at which a channel is full, at least 1
 * @param network how messages move between processes
 */
public record ExchangeSettings(int channelBatches, long channelBytes, NetworkSettings network) {
    public ExchangeSettings {
        if (channelBatches < 1 || channelBytes < 1) {
            throw new IllegalArgumentException(
                    "exchange settings out of range: " + channelBatches + " batches, " + channelBytes + " bytes");
        }
    }

    public ExchangeSettings(int channelBatches, long channelBytes) {
        this(channelBatches, channelBytes, NetworkSettings.defaults());
    }

    public static ExchangeSettings defaults() {
        return new ExchangeSettings(8, 4L << 20);
    }
}
