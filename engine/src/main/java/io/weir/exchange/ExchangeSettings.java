package io.weir.exchange;

/**
 * How much lies between two tasks.
 *
 * @param channelBatches the messages at which a channel is full, at least 1
 * @param channelBytes the bytes at which a channel is full, at least 1
 */
public record ExchangeSettings(int channelBatches, long channelBytes) {
    public ExchangeSettings {
        if (channelBatches < 1 || channelBytes < 1) {
            throw new IllegalArgumentException(
                    "exchange settings out of range: " + channelBatches + " batches, " + channelBytes + " bytes");
        }
    }

    public static ExchangeSettings defaults() {
        return new ExchangeSettings(8, 4L << 20);
    }
}
