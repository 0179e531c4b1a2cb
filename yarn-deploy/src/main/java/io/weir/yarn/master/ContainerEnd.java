package io.weir.yarn.master;

import org.apache.hadoop.yarn.api.records.ContainerExitStatus;
import org.apache.hadoop.yarn.api.records.ContainerStatus;

/** How a container ended that was not given back. */
record ContainerEnd(ContainerStatus status) {
    /** Of a Java machine that ends when there is no memory left, as all of ours do. */
    private static final int OUT_OF_MEMORY = 3;

    /** True if it needed more memory than it had. A kill by somebody else is no sign of that. */
    boolean lackedMemory() {
        return switch (status.getExitStatus()) {
            case ContainerExitStatus.KILLED_EXCEEDED_PMEM, ContainerExitStatus.KILLED_EXCEEDED_VMEM, OUT_OF_MEMORY ->
                true;
            default -> false;
        };
    }

    /** True if the node may be the reason, rather than YARN, who took it away or lost it. */
    boolean speaksAgainstNode() {
        return switch (status.getExitStatus()) {
            case ContainerExitStatus.PREEMPTED,
                    ContainerExitStatus.ABORTED,
                    ContainerExitStatus.KILLED_BY_RESOURCEMANAGER,
                    ContainerExitStatus.KILLED_BY_APPMASTER,
                    ContainerExitStatus.KILLED_AFTER_APP_COMPLETION -> false;
            default -> !lackedMemory();
        };
    }

    /** In words, without the name of the container. */
    String why() {
        var words = switch (status.getExitStatus()) {
            case ContainerExitStatus.KILLED_EXCEEDED_PMEM -> "YARN ended it because it used more memory than it has";
            case ContainerExitStatus.KILLED_EXCEEDED_VMEM ->
                "YARN ended it because it used more virtual memory than it may";
            case OUT_OF_MEMORY -> "it ran out of heap memory";
            case ContainerExitStatus.PREEMPTED -> "YARN took it away for another application";
            case ContainerExitStatus.DISKS_FAILED -> "the disks of its node failed";
            default -> "it ended with " + status.getExitStatus();
        };
        var diagnostics = status.getDiagnostics() == null
                ? ""
                : status.getDiagnostics().strip().replaceAll("\\s+", " ");
        return diagnostics.isEmpty() ? words : words + ": " + diagnostics;
    }
}
