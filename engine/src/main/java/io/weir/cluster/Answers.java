package io.weir.cluster;

import io.weir.exchange.Attempt;
import io.weir.exchange.ChannelAddress;
import io.weir.task.TaskId;

/** Where answers are offered: the edge that every job has and no dataflow. */
final class Answers {
    private static final int EDGE = -1;
    private static final String CLIENT = "answer to ";

    private Answers() {}

    /** From the task that has it to the JobManager. */
    static ChannelAddress ofTask(String job, TaskId task) {
        return new ChannelAddress(job, EDGE, Placement.attemptOf(task), Placement.attemptOf(task));
    }

    /** From the JobManager to the client that chose the key, which begins with its name, and asks for the so manieth time. */
    static ChannelAddress ofClient(String key, int time) {
        var only = new Attempt(0, 0, time);
        return new ChannelAddress(CLIENT + key, EDGE, only, only);
    }

    static boolean isOfClient(ChannelAddress address, String name) {
        return address.job().startsWith(CLIENT + name);
    }
}
