package org.socketlab.os;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Stands between a caller and the real thing, so that a test sees each call, or does something beside it. */
public final class Interposed {
    private Interposed() {}

    /** What becomes of a call; the real thing is asked by {@link Method#invoke}. */
    public interface Call {
        Object of(Method method, Object[] arguments) throws Exception;
    }

    public static <T> T as(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    try {
                        return call.of(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
