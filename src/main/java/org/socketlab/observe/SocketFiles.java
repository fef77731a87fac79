package org.socketlab.observe;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.socketlab.model.Event;
import org.socketlab.os.KernelView;
import org.socketlab.os.SyscallException;

/** Looks at the socket files watched and tells of each that came, changed or went. One thread at a time. */
final class SocketFiles {
    private final KernelView view;
    private final Telling telling;
    private final Map<String, Event.SocketFile> told = new HashMap<>();

    SocketFiles(KernelView view, Telling telling) {
        this.view = view;
        this.telling = telling;
    }

    void look(Set<String> paths) {
        for (String path : paths) {
            if (path.startsWith("/")) { // an abstract name is in no file system
                look(path);
            }
        }
        // one that is watched no more goes from the picture where it is gone, and is then forgotten
        for (String path : Set.copyOf(told.keySet())) {
            if (!paths.contains(path)) {
                look(path);
                told.remove(path);
            }
        }
    }

    private void look(String path) {
        try {
            Event.SocketFile file = view.file(path);
            Event.SocketFile before = told.get(path);
            boolean nothingThereYet = before == null && file.gone();
            if (!nothingThereYet && !file.equals(before) && telling.tell(System.nanoTime(), file)) {
                told.put(path, file);
            }
            telling.works(Trouble.FILE);
        } catch (SyscallException e) {
            telling.failed(Trouble.FILE, e);
        }
    }

    /** All is to be told anew; what went meanwhile too. */
    void forgetTold() {
        told.replaceAll((path, file) -> new Event.SocketFile(path, "", -1, -1, 0, false));
    }
}
