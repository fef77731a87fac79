package org.socketlab.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.FontWidths;
import org.testfx.api.FxToolkit;

/** JavaFX draws what the picture measured, to within 2 %. */
class FontWidthsUITest {
    private static final List<String> TEXTS = List.of(
            "ESTABLISHED",
            "127.0.0.1:1208 ↔ 35123",
            "Waiting AVATAR fi ffl -> != Recv-Q 5 B",
            "socket:[91203]",
            "took 18 µs …",
            "服务器读了它，什么也没有发送。",
            "fd 42 指向内核中的套接字");
    private static final String EUROPEAN = "Zażółć größer Привет Ελλάδα"; // no part of GB 2312

    @BeforeAll
    static void loadFonts() throws Exception {
        FxToolkit.registerPrimaryStage();
        for (FontFace face : FontFace.values()) {
            try (InputStream in = FontWidthsUITest.class.getResourceAsStream(face.resource())) {
                Font font = Font.loadFont(Objects.requireNonNull(in, face.resource()), 13);
                assertThat(font).as("JavaFX loads %s", face.resource()).isNotNull();
                assertThat(font.getFamily()).isEqualTo(face.family());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(FontFace.class)
    void measuresAsJavaFxDraws(FontFace face) {
        FontWidths widths = FontWidths.of(face);
        Stream<String> texts =
                face.chinese() == face ? TEXTS.stream() : Stream.concat(TEXTS.stream(), Stream.of(EUROPEAN));
        for (String text : texts.toList()) {
            for (double size : new double[] {12, 13, 14, 16.5, 24}) {
                Text drawn = new Text(text);
                drawn.setFont(Font.font(face.family(), face.bold() ? FontWeight.BOLD : FontWeight.NORMAL, size));
                double width = drawn.getLayoutBounds().getWidth();
                assertThat(widths.width(text, size))
                        .as("%s at %s px in %s", text, size, drawn.getFont())
                        .isCloseTo(width, within(width * 0.02));
            }
        }
    }
}
