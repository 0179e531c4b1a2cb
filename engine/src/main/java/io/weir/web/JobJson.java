package io.weir.web;

import io.weir.cluster.JobRecord;
import io.weir.cluster.ProcessLog;
import java.util.LinkedHashMap;
import java.util.Map;

/** Jobs as JSON has them: what readers rely on is spelled out here, whatever the records are called. */
final class JobJson {
    private JobJson() {}

    static Map<String, Object> brief(JobRecord job) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", job.id());
        json.put("name", job.name());
        json.put("state", job.status().state().name());
        json.put("began", job.status().began().toString());
        json.put("ended", job.status().ended().map(Object::toString).orElse(null));
        json.put("error", job.status().error().orElse(null));
        var progress = job.progress();
        json.put("bytes_read", progress.bytesRead());
        json.put("bytes_total", progress.bytesTotal());
        json.put("splits_done", progress.splitsDone());
        json.put("splits_total", progress.splitsTotal());
        json.put("rows_read", progress.rowsRead());
        json.put("memory", progress.memory());
        return json;
    }

    static Map<String, Object> whole(JobRecord job) {
        var json = brief(job);
        json.put("task_managers", job.taskManagers());
        json.put(
                "stages",
                job.stages().stream()
                        .map(stage -> Map.of(
                                "stage",
                                stage.stage(),
                                "operators",
                                stage.operators(),
                                "tasks",
                                stage.tasks(),
                                "rows",
                                stage.rows()))
                        .toList());
        return json;
    }

    static Map<String, Object> log(ProcessLog log) {
        return Map.of("process", log.process(), "out", log.out(), "err", log.err());
    }
}
