package io.weir.cluster;

/** The classes of jobs. All jobs have those of the process; one with code of its own will have a loader of its own, closed with it. */
final class JobCode {
    private JobCode() {}

    static ClassLoader loader() {
        return JobCode.class.getClassLoader();
    }
}
