package org.socketlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::1, ::1",
        "::, ::",
        "::ffff:127.0.0.1, ::ffff:127.0.0.1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "fe80:0:0:0:0:0:0:0, fe80::",
    })
    void writesWhatRfc5952Asks(String literal, String text) {
        IpAddress address = IpAddress.parse(literal);
        assertThat(address).hasToString(text);
        assertThat(IpAddress.of(address.bytes())).isEqualTo(address);
        assertThat(IpAddress.parse(text)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "1.2.3", "1.2.3.4.5", "::g", "[::1]", "127.0.0.1:80", "１２７.0.0.1"})
    void refusesWhatIsNoLiteral(String text) {
        assertThatThrownBy(() -> IpAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsMappedAddressesApartUntilAsked() {
        IpAddress mapped = IpAddress.parse("::ffff:127.0.0.1");
        assertThat(mapped).isNotEqualTo(IpAddress.LOOPBACK_V4);
        assertThat(mapped.mapped()).isTrue();
        assertThat(mapped.normal()).isEqualTo(IpAddress.LOOPBACK_V4);
        assertThat(mapped.loopback()).isTrue();
        assertThat(IpAddress.LOOPBACK_V6.mapped()).isFalse();
    }
}
