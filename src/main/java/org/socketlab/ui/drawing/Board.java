package org.socketlab.ui.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import org.socketlab.picture.Act;
import org.socketlab.picture.Item;
import org.socketlab.picture.Picture;
import org.socketlab.picture.Rect;
import org.socketlab.picture.Selection;
import org.socketlab.ui.Sheets;

/**
 * Shows pictures, one after the other: what stays the same stays the same node, so focus and pointer survive. Arrow keys
 * go from item to item, Enter and Space choose; the secondary button, the Menu key and Shift+F10 ask for a menu. FX thread
 * only.
 */
public final class Board extends Pane {
    /** How far a menu opened from the keyboard stands inward of its item, px. */
    private static final double BESIDE = 12;

    /** So many times what is in sight may be drawn, before what lies far outside is emptied. */
    private static final double WASTEFUL = 6;

    private final Map<String, ItemNode> nodes = new HashMap<>();
    private final Consumer<Act> chosen;
    private Menus menus = (_, _, _, _) -> {};
    private List<Item> shown = List.of();
    private double from = Double.NEGATIVE_INFINITY;
    private double to = Double.POSITIVE_INFINITY;

    /** Opens a menu for something that can be selected, at a place on the screen. */
    public interface Menus {
        void open(Selection of, Node on, double screenX, double screenY);
    }

    /** {@code chosen} takes what a click, Enter or Space asks for. */
    public Board(Consumer<Act> chosen) {
        this.chosen = chosen;
        getStyleClass().add("draw-board");
        getStylesheets().add(Sheets.of(Board.class, "drawing.css"));
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::menuRequested);
    }

    /** What opens a menu where one is asked for. */
    public void setMenus(Menus menus) {
        this.menus = menus;
    }

    /** Draws this picture in place of the one before; what has another place glides there. */
    public void glide(Picture picture) {
        Map<ItemNode, Double> before = new HashMap<>();
        nodes.values().forEach(node -> before.put(node, node.getLayoutY()));
        show(picture);
        nodes.values().forEach(node -> node.glide(before.getOrDefault(node, node.getLayoutY())));
    }

    /**
     * Styles at once what is new in the picture. For who draws in a layout pass: JavaFX has styled this frame by then, and
     * shows what has no style yet in black.
     */
    public void style() {
        nodes.values().forEach(ItemNode::style);
    }

    /** Whether the pointer is on something that can be chosen. */
    public boolean pointed() {
        return nodes.values().stream()
                .anyMatch(node -> node.isHover() && !(node.item().act() instanceof Act.None));
    }

    /** Draws this picture in place of the one before. */
    public void show(Picture picture) {
        List<Item> before = shown;
        shown = picture.items();
        if (!changed(before)) {
            replaced(before);
        }
        if (getPrefWidth() != picture.width() || getPrefHeight() != picture.height()) {
            setPrefSize(picture.width(), picture.height());
            setMinSize(picture.width(), picture.height());
        }
    }

    /** Draws what is another item than before, where nothing came or went: so it is in nearly every frame. */
    private boolean changed(List<Item> before) {
        if (before.size() != shown.size()) {
            return false;
        }
        List<Item> changed = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            if (shown.get(i) != before.get(i)) {
                if (!shown.get(i).key().equals(before.get(i).key())) {
                    return false;
                }
                changed.add(shown.get(i));
            }
        }
        changed.forEach(this::draw);
        return true;
    }

    private void replaced(List<Item> before) {
        List<Node> coming = new ArrayList<>();
        Set<String> present = HashSet.newHashSet(shown.size());
        for (Item item : shown) {
            present.add(item.key());
            if (!nodes.containsKey(item.key())) {
                ItemNode node = new ItemNode(item);
                nodes.put(item.key(), node);
                coming.add(node);
            }
            draw(item);
        }
        List<Node> going = new ArrayList<>();
        for (Item item : before) {
            if (!present.contains(item.key())) {
                going.add(nodes.remove(item.key()));
            }
        }
        if (!going.isEmpty()) {
            getChildren().removeAll(going);
        }
        getChildren().addAll(coming);
    }

    private void draw(Item item) {
        ItemNode node = nodes.get(item.key());
        if (node != null) {
            node.show(item, inSight(item));
        }
    }

    /**
     * Says which part of the picture is in sight, px of the picture from its upper edge. Items elsewhere keep their nodes,
     * but these are empty until they come near: JavaFX visits each node of a window in each of its frames.
     */
    public void see(double top, double bottom) {
        double high = bottom - top;
        boolean within = from <= top && bottom <= to;
        if (high <= 0 || within && to - from <= WASTEFUL * high) {
            return;
        }
        from = top - high;
        to = bottom + high;
        nodes.values().forEach(node -> node.show(node.item(), inSight(node.item())));
    }

    private boolean inSight(Item item) {
        return item.area().bottom() >= from && item.area().y() <= to;
    }

    /** Makes sure that this node can be seen, where it is one of an item, before one scrolls to it. */
    public void reveal(Node node) {
        itemAt(node).ifPresent(item -> item.show(item.item(), true));
    }

    /** Where an item stands in the picture, empty where there is none of this key. */
    public Optional<Rect> area(String key) {
        return Optional.ofNullable(nodes.get(key)).map(node -> node.item().area());
    }

    private void clicked(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
            itemAt(event.getTarget()).ifPresent(node -> {
                node.requestFocus();
                choose(node, event);
            });
        }
    }

    /** The keyboard's own way is {@link #pressed}, which every platform and toolkit has. */
    private void menuRequested(ContextMenuEvent event) {
        if (!event.isKeyboardTrigger()) {
            itemAt(event.getTarget()).ifPresent(node -> {
                node.requestFocus();
                openMenu(node, event.getScreenX(), event.getScreenY());
                event.consume();
            });
        }
    }

    private void openMenu(ItemNode node, double screenX, double screenY) {
        if (node.item().act() instanceof Act.Select(Selection of)) {
            menus.open(of, node, screenX, screenY);
        }
    }

    private static boolean asksForMenu(KeyEvent event) {
        return event.getCode() == KeyCode.CONTEXT_MENU || event.getCode() == KeyCode.F10 && event.isShiftDown();
    }

    private void pressed(KeyEvent event) {
        Optional<ItemNode> focused = itemAt(event.getTarget());
        if (focused.isEmpty()) {
            return;
        }
        if (asksForMenu(event)) {
            Bounds there = focused.get().localToScreen(focused.get().getBoundsInLocal());
            openMenu(focused.get(), there.getMinX() + BESIDE, there.getMaxY());
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
            choose(focused.get(), event);
        } else if (event.getCode().isArrowKey()) {
            Steps.from(
                            focused.get().item(),
                            nodes.values().stream().map(ItemNode::item).toList(),
                            event.getCode())
                    .map(item -> nodes.get(item.key()))
                    .ifPresent(Node::requestFocus);
            event.consume();
        }
    }

    private void choose(ItemNode node, Event event) {
        if (!(node.item().act() instanceof Act.None)) {
            chosen.accept(node.item().act());
            event.consume();
        }
    }

    private static Optional<ItemNode> itemAt(Object target) {
        Node node = target instanceof Node found ? found : null;
        while (node != null && !(node instanceof ItemNode)) {
            node = node.getParent();
        }
        return Optional.ofNullable((ItemNode) node);
    }
}
