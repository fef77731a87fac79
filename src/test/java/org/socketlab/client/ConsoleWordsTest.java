package org.socketlab.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.socketlab.model.Endpoint;
import org.socketlab.model.Saying;
import org.socketlab.os.Errno;
import org.socketlab.os.SyscallException;

class ConsoleWordsTest {
    private static final Endpoint TCP = Endpoint.parse("127.0.0.1:1208");
    private static final Endpoint UNIX = Endpoint.parse("/run/lab.sock");

    @ParameterizedTest
    @EnumSource
    void everyErrnoIsNamedInBothLanguages(Errno errno) {
        SyscallException refusal = new SyscallException("connect", errno.number());
        for (Endpoint target : new Endpoint[] {TCP, UNIX}) {
            inBothLanguages(ConsoleWords.notConnected(target, refusal), errno);
        }
        inBothLanguages(ConsoleWords.ended(-errno.number()), errno);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECONNREFUSED", "EACCES"})
    void aSocketFileAndAPortAreRefusedInTheirOwnWords(Errno errno) {
        SyscallException refusal = new SyscallException("connect", errno.number());
        assertThat(ConsoleWords.notConnected(UNIX, refusal).code())
                .isNotEqualTo(ConsoleWords.notConnected(TCP, refusal).code());
    }

    @ParameterizedTest
    @ValueSource(ints = {9999, 70})
    void anErrnoWithoutANameIsTold(int number) {
        assertThat(ConsoleWords.notConnected(TCP, new SyscallException("connect", number))
                        .text())
                .contains("E" + number, "connect()", "127.0.0.1:1208");
    }

    private static void inBothLanguages(Saying saying, Errno errno) {
        for (Locale language : new Locale[] {Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE}) {
            assertThat(saying.text(language))
                    .contains(errno.name())
                    .doesNotContain("{")
                    .isNotEqualTo(saying.code());
        }
    }
}
