package io.weir.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The outputs for blocking edges that lie in this process. Tasks add to it, readers here and elsewhere look into it. */
public final class OutputStore {
    private final Map<OutputAddress, OutputFile> files = new ConcurrentHashMap<>();

    public void add(OutputFile file) {
        files.put(file.address(), file);
    }

    public Optional<OutputFile> find(OutputAddress address) {
        return Optional.ofNullable(files.get(address));
    }

    /** Deletes what nobody will read any more. */
    public void remove(Predicate<OutputAddress> unwanted) {
        for (var file : List.copyOf(files.values())) {
            if (unwanted.test(file.address()) && files.remove(file.address(), file)) {
                file.delete();
            }
        }
    }
}
