package org.socketlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void isTheOneThatPomXmlNames() {
        assertThat(Version.current()).matches("\\d+\\.\\d+\\.\\d+");
    }
}
