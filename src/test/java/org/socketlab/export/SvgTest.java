package org.socketlab.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.socketlab.model.Evidence;
import org.socketlab.picture.Act;
import org.socketlab.picture.BundleWords;
import org.socketlab.picture.FontFace;
import org.socketlab.picture.Item;
import org.socketlab.picture.Mark;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Session;
import org.socketlab.picture.Sessions;
import org.socketlab.picture.diagram.Diagram;
import org.socketlab.picture.diagram.Slots;
import org.socketlab.picture.diagram.Wish;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SvgTest {
    private static Document parse(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static Diagram diagram(Session session) {
        return Diagram.of(
                session.state(), Slots.NONE, new Wish(1_200, Optional.empty(), Set.of()), BundleWords.ENGLISH);
    }

    private static List<Element> all(Document svg, String name) {
        NodeList found = svg.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(at -> (Element) found.item(at))
                .toList();
    }

    @Test
    void everyItemIsAGroupWithItsEvidenceItsFactsAndItsWords() throws Exception {
        for (Map.Entry<String, Session> odd : Sessions.odd().entrySet()) {
            Diagram drawn = diagram(odd.getValue());
            for (Palette palette : Palette.values()) {
                Document svg = parse(Svg.of(List.of(drawn.picture(), drawn.aside()), palette));
                List<Element> groups = all(svg, "g").stream()
                        .filter(group -> group.hasAttribute("data-evidence"))
                        .toList();
                List<Item> items = new ArrayList<>(drawn.picture().items());
                items.addAll(drawn.aside().items());
                assertThat(groups).as(odd.getKey()).hasSameSizeAs(items);
                for (int i = 0; i < items.size(); i++) {
                    assertThat(groups.get(i).getAttribute("data-evidence"))
                            .isEqualTo(items.get(i).evidence().word());
                    assertThat(groups.get(i).getAttribute("data-facts").split(" "))
                            .hasSize(Math.max(1, items.get(i).seqs().size()));
                    for (Mark mark : items.get(i).marks()) {
                        if (mark instanceof Mark.Label label && !label.text().isEmpty()) {
                            assertThat(groups.get(i).getTextContent())
                                    .contains(label.text().substring(0, 1));
                        }
                    }
                }
            }
        }
    }

    @Test
    void everythingThatIsDrawnHasItsColourFromTheWindowsSheets() throws Exception {
        Diagram drawn = diagram(Sessions.usual());
        Document svg = parse(Svg.of(List.of(drawn.picture(), drawn.aside()), Palette.LIGHT));
        for (String shape : List.of("text", "rect", "polygon", "path", "polyline")) {
            for (Element element : all(svg, shape)) {
                String fill = element.getAttribute("fill");
                String stroke = element.getAttribute("stroke");
                assertThat(fill + stroke).as(shape).matches("(none|#[0-9a-f]{6})+");
            }
        }
        assertThat(all(svg, "rect").stream().map(rect -> rect.getAttribute("fill")))
                .contains("#dcebe0", "#e1ecfa"); // ESTABLISHED and LISTEN by day
    }

    @Test
    void aDashStaysADash() throws Exception {
        Picture inferred = picture(Evidence.INFERRED, "x");
        assertThat(Svg.of(List.of(inferred), Palette.LIGHT)).contains("stroke-dasharray=\"4 3\"");
        assertThat(Svg.of(List.of(picture(Evidence.OBSERVED, "x")), Palette.LIGHT))
                .doesNotContain("stroke-dasharray");
    }

    private static Picture picture(Evidence evidence, String text) {
        Item item = new Item(
                "k",
                Item.Kind.LIFE,
                new Rect(1, 2, 30, 40),
                List.of(
                        new Mark.Panel(new Rect(0, 0, 30, 40), 3, "life", "listen", text),
                        new Mark.Label(1, 9, text, FontFace.MONO, 12, "call-name").hinted(text)),
                evidence,
                List.of(7L),
                Act.NONE,
                text,
                false);
        return new Picture(100, 100, List.of(item));
    }

    @Test
    void noTextBecomesMarkup() throws Exception {
        List<String> hostile = List.of(
                "</text><script>alert(1)</script>",
                "\"><image href=\"http://127.0.0.1/x\"/>",
                "]]>&amp;&#0;&lt;",
                "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                "\u0000\u0007\u001b[2J\ud800\udfff\ud800\uffff\ufffe",
                "你好 <b> & \"'");
        for (String text : hostile) {
            Document svg = parse(Svg.of(List.of(picture(Evidence.OBSERVED, text)), Palette.LIGHT));
            assertThat(all(svg, "script")).isEmpty();
            assertThat(all(svg, "image")).isEmpty();
            assertThat(all(svg, "*").stream().map(Element::getTagName).distinct())
                    .containsExactlyInAnyOrder("svg", "g", "rect", "text", "title");
        }
        assertThat(Svg.of(List.of(picture(Evidence.OBSERVED, "a\u0001b<")), Palette.LIGHT))
                .contains("a\ufffdb&lt;");
    }
}
