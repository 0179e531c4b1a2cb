package io.weir.yarn.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ContainerId;

/**
 * The directory of an application beside the engine's archive: what its ApplicationMaster leaves for one that follows. Gone when the
 * application is.
 *
 * @param archive where the engine's archive lies
 */
public record Staging(Path archive) {
    private static final String APPLICATION = "application_";

    /** The application of the container that this process runs in. */
    public static ApplicationId application() {
        var container = ContainerId.fromString(System.getenv("CONTAINER_ID"));
        return container.getApplicationAttemptId().getApplicationId();
    }

    /** Of that application. */
    public String own() {
        return of(application()).toString();
    }

    public Path of(ApplicationId application) {
        return new Path(archive.getParent(), application.toString());
    }

    public void delete(ApplicationId application, Configuration hadoop) throws IOException {
        archive.getFileSystem(hadoop).delete(of(application), true);
    }

    /** The applications that have left something. */
    public List<ApplicationId> all(Configuration hadoop) throws IOException {
        var all = new ArrayList<ApplicationId>();
        for (var status : archive.getFileSystem(hadoop).listStatus(archive.getParent())) {
            var name = status.getPath().getName();
            if (name.startsWith(APPLICATION)) {
                all.add(ApplicationId.fromString(name));
            }
        }
        return all;
    }
}
