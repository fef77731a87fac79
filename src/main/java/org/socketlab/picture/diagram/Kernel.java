package org.socketlab.picture.diagram;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.socketlab.lab.Network;
import org.socketlab.model.Evidence;
import org.socketlab.model.LabState.SeenSocket;
import org.socketlab.picture.Act;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Rect;

/** The ground between the processes, on which the sockets stand. */
final class Kernel {
    private Kernel() {}

    static void draw(Sheet sheet, double bottom) {
        Rect area = sheet.frame().kernel(Frame.TOP + Frame.HEAD + 3, bottom);
        Optional<SeenSocket> elsewhere = Network.seenIn(sheet.state());
        String word = sheet.text(elsewhere.isPresent() ? "diagram.kernel.private" : "diagram.kernel")
                        .toUpperCase(Locale.ROOT)
                + elsewhere.map(seen -> " " + seen.socket().network()).orElse("");
        double width = sheet.type().width(word, FontFace.UI_BOLD);
        Mark.Label label = new Mark.Label(
                Math.round(area.width() / 2 - width / 2),
                area.height() - 8,
                word,
                FontFace.UI_BOLD,
                sheet.type().size(word, FontFace.UI_BOLD),
                "kernel-word");
        sheet.add(new Item(
                "kernel",
                Item.Kind.KERNEL,
                area,
                List.of(new Mark.Panel(new Rect(0, 0, area.width(), area.height()), 10, "kernel", ""), label),
                Evidence.OBSERVED,
                elsewhere.map(seen -> List.of(seen.seq())).orElse(List.of()),
                Act.NONE,
                word,
                false));
    }
}
