package org.socketlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1208", "[::1]:1208", "[::ffff:127.0.0.1]:1208", "/tmp/lab.sock", "@name", ""})
    void readsBackWhatItWrites(String text) {
        assertThat(Endpoint.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/odd:1208", "@a:1", "relative:70000", "no-port:x"})
    void aColonInANameMakesNoPort(String text) {
        assertThat(Endpoint.parse(text)).isEqualTo(new Endpoint.Unix(text));
    }
}
