package io.weir.formats.file;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A process that writes to a table, so that others can tell whether what it left behind is still wanted. */
record JobOwner(String host, long pid, long startedMillis) {
    static JobOwner current() {
        var process = ProcessHandle.current();
        return new JobOwner(hostName(), process.pid(), started(process));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** False of a process of another machine, of which nothing is known. */
    boolean isDead() {
        return host.equals(hostName())
                && ProcessHandle.of(pid)
                        .filter(process -> process.isAlive() && started(process) == startedMillis)
                        .isEmpty();
    }

    byte[] encode() {
        return (host + " " + pid + " " + startedMillis + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static JobOwner decode(byte[] bytes) {
        var words = new String(bytes, StandardCharsets.UTF_8).strip().split(" ");
        return new JobOwner(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]));
    }
}
