package io.weir.cluster;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells where the JobManager listens at present. Any thread. */
public interface JobManagerLocator {
    /** May block. Fails with CONNECTION if it cannot be told now, with anything else if there will be none any more. */
    InetSocketAddress find();

    /** Of one that is always at the same place. */
    static JobManagerLocator of(InetSocketAddress at) {
        return () -> at;
    }

    /** Of one whose place is known at first, and looked for later. */
    static JobManagerLocator from(InetSocketAddress first, JobManagerLocator later) {
        var asked = new AtomicBoolean();
        return () -> asked.getAndSet(true) ? later.find() : first;
    }
}
