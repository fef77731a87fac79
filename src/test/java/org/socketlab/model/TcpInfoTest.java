package org.socketlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TcpInfoTest {
    @Test
    void readsAFieldWhereTheKernelPutsItAndNoneBeyondItsEnd() {
        byte[] raw = new byte[144];
        raw[136] = 2; // tcpi_segs_out
        raw[141] = 1; // tcpi_segs_in, second byte
        TcpInfo info = new TcpInfo(Bytes.of(raw));
        assertThat(info.get(TcpInfo.Field.tcpi_segs_out)).hasValue(2);
        assertThat(info.get(TcpInfo.Field.tcpi_segs_in)).hasValue(256);
        assertThat(info.get(TcpInfo.Field.tcpi_notsent_bytes)).isEmpty();
    }

    @Test
    void comesBackFromItsFields() {
        Map<String, Long> fields = Map.of("tcpi_rtt", 18L, "tcpi_bytes_received", 1L << 40, "unknown", 1L);
        TcpInfo info = TcpInfo.of(fields);
        assertThat(info.get(TcpInfo.Field.tcpi_rtt)).hasValue(18);
        assertThat(info.get(TcpInfo.Field.tcpi_bytes_received)).hasValue(1L << 40);
        assertThat(TcpInfo.of(info.fields())).isEqualTo(info);
    }
}
