package io.weir.yarn.client;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** Hadoop's configuration as a command has it: that of {@code HADOOP_CONF_DIR}, changed by settings that begin with {@code hadoop.} */
final class HadoopSettings {
    private static final String PREFIX = "hadoop.";

    private HadoopSettings() {}

    static Configuration of(Map<String, String> settings) {
        var hadoop = new YarnConfiguration();
        settings.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                hadoop.set(key.substring(PREFIX.length()), value);
            }
        });
        return hadoop;
    }
}
