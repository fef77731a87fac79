package org.socketlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatePathTest {
    @Test
    void aSocketThatIsUsedAgainAndAgainKeepsItsLastStates() {
        StatePath path = StatePath.NONE;
        for (int seq = 1; seq <= 3 * StatePath.MOST; seq++) {
            TcpState state = seq % 2 == 0 ? TcpState.CLOSED : TcpState.ESTABLISHED;
            Fact fact = new Fact(seq, seq, Evidence.OBSERVED, Because.OBSERVED, new Event.Log("server:tcp", ""));
            path = path.then(state, StatePath.How.CALL, fact);
        }
        assertThat(path.steps()).hasSize(StatePath.MOST);
        assertThat(path.steps().getFirst().seq()).isEqualTo(2L * StatePath.MOST + 1);
        assertThat(path.last())
                .hasValueSatisfying(step -> assertThat(step.seq()).isEqualTo(3L * StatePath.MOST));
    }
}
