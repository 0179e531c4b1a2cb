package io.weir.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.exchange.socket.Peer;
import io.weir.graph.EdgeStatistics;
import io.weir.graph.Job;
import io.weir.graph.JobJar;
import io.weir.graph.JobSettings;
import io.weir.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    private static final TaskId TASK = new TaskId(3, 1, 2);
    private static final Counts COUNTS = new Counts(1, 2, 3L << 40, 4, 5, Map.of("files", 6L));

    private static final List<ControlMessage> WITHOUT_BYTES = List.of(
            new ControlMessage.Alive(),
            new ControlMessage.Register(new Peer("a", "host", 7), 2, 3L << 33),
            new ControlMessage.TaskEnded(
                    "job",
                    TASK,
                    Optional.of(new Failure("INTERNAL", "weiß es nicht", "at", "log")),
                    List.of(),
                    Map.of(4, new EdgeStatistics(9, List.of(1L, 2L))),
                    List.of(COUNTS)),
            new ControlMessage.Counted("job", TASK, List.of(COUNTS, COUNTS), 10),
            new ControlMessage.SplitWanted("job", TASK, 5),
            new ControlMessage.SplitRead("job", 6),
            new ControlMessage.FilterWanted("job", "f"),
            new ControlMessage.WriterEnded("job", 1, 2),
            new ControlMessage.BoundsWanted("job", 1),
            new ControlMessage.Begin(
                    "job",
                    List.of(new JobJar("a.jar", "0123456789abcdef".repeat(4), 5)),
                    Optional.empty(),
                    new Placement(
                            Map.of("a", new Peer("a", "host", 7)),
                            Map.of(3, List.of(new Placement.Placed(TASK, "a"))),
                            Map.of(0, 4)),
                    List.of(TASK)),
            new ControlMessage.CancelTasks("job", List.of(TASK)),
            new ControlMessage.CloseJob("job"),
            new ControlMessage.SplitGiven("job", 5, Optional.empty()),
            new ControlMessage.PeerLost("a"),
            new ControlMessage.LogWanted(1, 2),
            new ControlMessage.LogTail(1, new ProcessLog("a", "out", "err")),
            new ControlMessage.JarWanted("0a", 3),
            new ControlMessage.Connect(),
            new ControlMessage.CancelJob("key"),
            new ControlMessage.Heard("key"),
            new ControlMessage.Leave(new Farewell(2, "why", 1)),
            new ControlMessage.Left(),
            new ControlMessage.Resources(new Peer("a", "host", 7), 4, 5, 6),
            new ControlMessage.Progressed("key", new Job.Progress(1, 2, 3, 4, 5, 6)));

    @Test
    void whatIsDecodedIsWhatWasEncoded() {
        WITHOUT_BYTES.forEach(message -> assertEquals(message, RecordCodec.decode(RecordCodec.encode(message))));
    }

    @Test
    void bytesAndSettingsArriveToo() {
        var submit = new ControlMessage.Submit(
                "key", 7, new byte[] {1, -1, 0}, new JobSettings(2, 3, 4, List.of(new JobJar("b", "a".repeat(64), 6))));
        var read = (ControlMessage.Submit) RecordCodec.decode(RecordCodec.encode(submit));
        assertArrayEquals(submit.dataflow(), read.dataflow());
        assertEquals(submit.settings(), read.settings());
        var sample = new ControlMessage.Sample("job", 1, 2, List.of(new byte[0], new byte[] {9}));
        var keys = ((ControlMessage.Sample) RecordCodec.decode(RecordCodec.encode(sample))).keys();
        assertArrayEquals(new byte[] {9}, keys.get(1));
        assertEquals(0, keys.get(0).length);
    }
}
