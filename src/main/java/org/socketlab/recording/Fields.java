package org.socketlab.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.socketlab.model.Bytes;
import org.socketlab.model.Endpoint;
import org.socketlab.model.SocketId;

/** The fields of a JSON object, asked for by name and kind; a field with the null of JSON counts as absent. */
record Fields(Map<String, Object> map) {
    /** Makes something of a field's value; throws IllegalArgumentException where it cannot. */
    interface Making<V, T> {
        T of(V value) throws Malformed;
    }

    boolean has(String name) {
        return map.containsKey(name);
    }

    Set<String> names() {
        return map.keySet();
    }

    String text(String name) throws Malformed {
        return get(name, String.class);
    }

    String text(String name, String absent) throws Malformed {
        return has(name) ? text(name) : absent;
    }

    long number(String name) throws Malformed {
        return get(name, Long.class);
    }

    long number(String name, long absent) throws Malformed {
        return has(name) ? number(name) : absent;
    }

    OptionalLong optionalNumber(String name) throws Malformed {
        return has(name) ? OptionalLong.of(number(name)) : OptionalLong.empty();
    }

    int integer(String name) throws Malformed {
        long number = number(name);
        if (number != (int) number) {
            throw Malformed.field(name);
        }
        return (int) number;
    }

    int integer(String name, int absent) throws Malformed {
        return has(name) ? integer(name) : absent;
    }

    boolean flag(String name) throws Malformed {
        return get(name, Boolean.class);
    }

    boolean flag(String name, boolean absent) throws Malformed {
        return has(name) ? flag(name) : absent;
    }

    Fields object(String name) throws Malformed {
        return get(name, Fields.class);
    }

    Bytes bytes(String name) throws Malformed {
        return has(name) ? make(name, String.class, Bytes::ofBase64) : Bytes.NONE;
    }

    Endpoint endpoint(String name) throws Malformed {
        return Endpoint.parse(text(name));
    }

    SocketId id(String name) throws Malformed {
        return make(name, String.class, SocketId::parse);
    }

    Optional<SocketId> optionalId(String name) throws Malformed {
        return has(name) ? Optional.of(id(name)) : Optional.empty();
    }

    List<String> texts(String name) throws Malformed {
        return has(name) ? each(name, String.class, text -> text) : List.of();
    }

    List<Long> numbers(String name) throws Malformed {
        return has(name) ? each(name, Long.class, number -> number) : List.of();
    }

    <T> List<T> objects(String name, Making<Fields, T> making) throws Malformed {
        return each(name, Fields.class, making);
    }

    <V, T> List<T> each(String name, Class<V> kind, Making<V, T> making) throws Malformed {
        List<T> made = new ArrayList<>();
        for (Object item : get(name, List.class)) {
            made.add(making(name, kind, item, making));
        }
        return made;
    }

    /** What the maker makes of the field; any other value than it takes is malformed. */
    <V, T> T make(String name, Class<V> kind, Making<V, T> making) throws Malformed {
        return making(name, kind, map.get(name), making);
    }

    private static <V, T> T making(String name, Class<V> kind, @Nullable Object value, Making<V, T> making)
            throws Malformed {
        if (!kind.isInstance(value)) {
            throw Malformed.field(name);
        }
        try {
            return making.of(kind.cast(value));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Malformed.field(name);
        }
    }

    private <V> V get(String name, Class<V> kind) throws Malformed {
        return make(name, kind, value -> value);
    }
}
