/**
 * Records of jobs in a directory of any file system that Hadoop knows. Read {@link io.weir.hdfs.record.HadoopJobStore}, then
 * {@link io.weir.hdfs.record.DirectoryTerm}, {@link io.weir.hdfs.record.RecordFile}.
 *
 * <pre>
 *   epoch-00000002             the JobManagers that there were; whoever makes the next one of these is the JobManager
 *   leader-00000002            where the newest one listens
 *   journal-00000002-00000001  its records; the newest whole one counts
 * </pre>
 *
 * Must not know what is in a record.
 */
package io.weir.hdfs.record;
