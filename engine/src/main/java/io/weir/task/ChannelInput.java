package io.weir.task;

import io.weir.Nullable;
import io.weir.exchange.Channel;
import io.weir.flow.Batch;
import io.weir.flow.Message;
import io.weir.flow.Signal;
import java.util.ArrayList;
import java.util.List;

/** The channels that lead to one place, polled in turn. */
final class ChannelInput implements Input {
    private final Place place;
    private final List<Channel> open;
    private int next;

    ChannelInput(Place place, List<? extends Channel> channels) {
        this.place = place;
        this.open = new ArrayList<>(channels);
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public @Nullable Message poll() {
        var tries = open.size();
        for (var i = 0; i < tries; i++) {
            next = next < open.size() ? next : 0;
            var message = open.get(next).poll();
            if (message instanceof Batch) {
                next++;
                return message;
            } else if (message instanceof Signal signal) {
                receive(signal);
            } else {
                next++;
            }
        }
        return open.isEmpty() ? new Signal.EndOfInput() : null;
    }

    /** Signals of several channels become one here. */
    private void receive(Signal signal) {
        if (!(signal instanceof Signal.EndOfInput)) {
            throw new UnsupportedOperationException("a signal that only unbounded jobs know: " + signal);
        }
        open.remove(next);
    }

    @Override
    public void close() {
        open.forEach(Channel::close);
        open.clear();
    }
}
