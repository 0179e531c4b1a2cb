package io.weir.yarn.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.util.Map;
import org.apache.hadoop.hdfs.client.HdfsClientConfigKeys;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.TokenIdentifier;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.junit.jupiter.api.Test;

class ParcelTest {
    private static Token<TokenIdentifier> token(String kind) {
        return new Token<>(new byte[] {1}, new byte[] {2}, new Text(kind), new Text("service of " + kind));
    }

    @Test
    void onlyWhatTheClientSetTravels() {
        var hadoop = new YarnConfiguration();
        hadoop.set("fs.defaultFS", "hdfs://names:8020");
        hadoop.set("hadoop.tmp.dir", "/tmp/of-${user.name}");
        var parcel = Parcel.of(hadoop, Map.of());
        assertThat(new String(parcel.hadoop(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("hdfs://names:8020", "/tmp/of-${user.name}")
                .doesNotContain("yarn.resourcemanager.scheduler.address");
        assertThat(parcel.configuration().get("fs.defaultFS")).isEqualTo("hdfs://names:8020");
    }

    @Test
    void containersWaitForANameNodeUnlessTheClientSaysOtherwise() {
        var hadoop = new YarnConfiguration();
        var key = HdfsClientConfigKeys.Retry.POLICY_ENABLED_KEY;
        assertThat(Parcel.of(hadoop, Map.of()).configuration().get(key)).isEqualTo("true");
        hadoop.set(key, "false");
        assertThat(Parcel.of(hadoop, Map.of()).configuration().get(key)).isEqualTo("false");
    }

    @Test
    void everyApplicationHasASecretOfItsOwn() {
        var hadoop = new YarnConfiguration();
        assertThat(Parcel.of(hadoop, Map.of()).secret())
                .hasSize(32)
                .isNotEqualTo(Parcel.of(hadoop, Map.of()).secret());
    }

    @Test
    void theTokenOfTheApplicationMasterStaysWithIt() throws Exception {
        var own = new Credentials();
        own.addToken(new Text("files"), token("HDFS_DELEGATION_TOKEN"));
        own.addToken(new Text("master"), token("YARN_AM_RM_TOKEN"));
        var buffer = Parcel.of(new YarnConfiguration(), Map.of("key", "value")).credentials(own);
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        var sent = new Credentials();
        sent.readTokenStorageStream(new DataInputStream(new ByteArrayInputStream(bytes)));
        assertThat(sent.getAllTokens())
                .singleElement()
                .satisfies(token -> assertThat(token.getKind().toString()).isEqualTo("HDFS_DELEGATION_TOKEN"));
        assertThat(sent.getAllSecretKeys()).hasSize(3);
    }
}
