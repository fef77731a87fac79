package org.socketlab.ui.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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

    private final Map<String, ItemNode> nodes = new HashMap<>();
    private final Consumer<Act> chosen;
    private Menus menus = (_, _, _, _) -> {};

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

    /** Whether the pointer is on something that can be chosen. */
    public boolean pointed() {
        return nodes.values().stream()
                .anyMatch(node -> node.isHover() && !(node.item().act() instanceof Act.None));
    }

    /** Draws this picture in place of the one before. */
    public void show(Picture picture) {
        Set<String> present = new HashSet<>();
        List<Node> coming = new ArrayList<>();
        for (Item item : picture.items()) {
            present.add(item.key());
            ItemNode node = nodes.get(item.key());
            if (node == null) {
                node = new ItemNode(item);
                nodes.put(item.key(), node);
                coming.add(node);
            } else {
                node.show(item);
            }
        }
        if (nodes.size() > present.size()) {
            List<Node> going = new ArrayList<>();
            nodes.values().removeIf(node -> !present.contains(node.item().key()) && going.add(node));
            getChildren().removeAll(going);
        }
        getChildren().addAll(coming);
        if (getPrefWidth() != picture.width() || getPrefHeight() != picture.height()) {
            setPrefSize(picture.width(), picture.height());
            setMinSize(picture.width(), picture.height());
        }
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

    private void choose(ItemNode node, javafx.event.Event event) {
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
