package org.socketlab.os.linux;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.socketlab.os.Errno;
import org.socketlab.os.SyscallException;

class ParentDeathIT {
    private final LinuxSystem system = new LinuxSystem();

    @Test
    void aParentThatHasGoneAlreadyIsNoticed() {
        int parent = (int) ProcessHandle.current().parent().orElseThrow().pid();
        assertThatCode(() -> system.goOnWithout(parent)).doesNotThrowAnyException();
        assertThatThrownBy(() -> system.goOnWithout(system.pid()))
                .isInstanceOfSatisfying(
                        SyscallException.class,
                        gone -> org.assertj.core.api.Assertions.assertThat(gone.is(Errno.ESRCH))
                                .isTrue());
    }
}
