package io.weir.yarn.container;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.client.HdfsClientConfigKeys;
import org.apache.hadoop.io.DataOutputBuffer;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * What a container is handed with its credentials, so that nothing has to be put into a file system for it.
 *
 * @param secret of the application
 * @param hadoop the configuration of the client, as XML
 * @param settings by key
 */
public record Parcel(byte[] secret, byte[] hadoop, Map<String, String> settings) {
    private static final int SECRET_BYTES = 32;
    private static final Text SECRET = new Text("weir.secret");
    private static final Text HADOOP = new Text("weir.hadoop");
    private static final Text SETTINGS = new Text("weir.settings");

    /** For half a minute, then for a minute: as long as a NameNode needs to begin again. */
    private static final String RETRIES = "1000,30,2000,30";

    /** What belongs to one container alone, and must not go on to another. */
    private static final String MASTER_TOKEN = "YARN_AM_RM_TOKEN";

    /** Only what differs from Hadoop's own defaults travels, with its variables as they are. */
    public static Parcel of(Configuration hadoop, Map<String, String> settings) {
        HdfsConfiguration.init();
        var own = new Configuration(false);
        for (var entry : hadoop) {
            var sources = hadoop.getPropertySources(entry.getKey());
            var last = sources == null || sources.length == 0 ? "" : sources[sources.length - 1];
            if (!last.endsWith("-default.xml")) {
                own.set(entry.getKey(), hadoop.getRaw(entry.getKey()));
            }
        }
        own.setIfUnset(HdfsClientConfigKeys.Retry.POLICY_ENABLED_KEY, "true");
        own.setIfUnset(HdfsClientConfigKeys.Retry.POLICY_SPEC_KEY, RETRIES);
        var secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        var xml = new StringWriter();
        try {
            own.writeXml(xml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Parcel(secret, xml.toString().getBytes(StandardCharsets.UTF_8), settings);
    }

    /** In the process of a container: its own, whose Hadoop configuration is on the class path from now on. */
    public static Parcel received() throws IOException {
        var file = new File(System.getenv("HADOOP_TOKEN_FILE_LOCATION"));
        var credentials = Credentials.readTokenStorageFile(file, new Configuration(false));
        var settings = new Properties();
        settings.load(new StringReader(new String(credentials.getSecretKey(SETTINGS), StandardCharsets.UTF_8)));
        var parcel = new Parcel(
                credentials.getSecretKey(SECRET),
                credentials.getSecretKey(HADOOP),
                settings.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, settings::getProperty)));
        // each kind of configuration reads its own files after its own defaults
        for (var name : List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml")) {
            Files.write(Path.of(name), parcel.hadoop());
        }
        return parcel;
    }

    public YarnConfiguration configuration() {
        var configuration = new YarnConfiguration();
        configuration.addResource(new ByteArrayInputStream(hadoop), "the client's configuration");
        return configuration;
    }

    /** As a launch takes it, with those tokens that are not its owner's alone. */
    ByteBuffer credentials(Credentials tokens) {
        var all = new Credentials();
        tokens.getAllTokens().stream()
                .filter(token -> !token.getKind().toString().equals(MASTER_TOKEN))
                .forEach(token -> all.addToken(token.getService(), token));
        all.addSecretKey(SECRET, secret);
        all.addSecretKey(HADOOP, hadoop);
        var text = new StringWriter();
        var properties = new Properties();
        properties.putAll(settings);
        try (var bytes = new DataOutputBuffer()) {
            properties.store(text, null);
            all.addSecretKey(SETTINGS, text.toString().getBytes(StandardCharsets.UTF_8));
            all.writeTokenStorageToStream(bytes);
            return ByteBuffer.wrap(bytes.getData(), 0, bytes.getLength());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
