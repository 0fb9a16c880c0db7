"""What goes wrong on demand: faults by url, and requests that stall until they are released."""
import fnmatch
import os
import select
import threading

# Where a fault can strike: any answer, a redirect or an error too; only the body of a file; only a range of one.
STRIKES = {"status": "any", "redirect": "any", "type": "any",
           "truncate": "body", "reset": "body", "stall": "body", "corrupt": "body", "slow": "body",
           "wrong-range": "range", "no-range": "range"}


class Fault:
    def __init__(self, url, kind, arg=None, times=None):
        if kind not in STRIKES:
            raise ValueError("no such kind: %s; known: %s" % (kind, ", ".join(STRIKES)))
        if kind in ("status", "redirect", "truncate", "corrupt", "slow") and arg is None:
            raise ValueError(kind + " needs arg")
        self.url, self.kind, self.arg, self.times = url, kind, arg, times
        # Without a number of bytes, reset and stall come before the answer.
        self.strikes = "any" if arg is None and kind in ("reset", "stall") else STRIKES[kind]


class Faults:
    def __init__(self):
        self.list = []
        self.lock = threading.Lock()

    def add(self, rows):
        faults = [Fault(**row) for row in rows]
        with self.lock:
            self.list += faults

    def clear(self):
        with self.lock:
            self.list.clear()

    def take(self, path, point):
        """The oldest fault that matches and is not used up; a range has a body too."""
        points = ("body", "range") if point == "range" else (point,)
        with self.lock:
            for fault in self.list:
                if fault.strikes in points and fault.times != 0 and fnmatch.fnmatchcase(path, fault.url):
                    if fault.times is not None:
                        fault.times -= 1
                    return fault
        return None


class Stalls:
    def __init__(self):
        self.events = set()
        self.changed = threading.Condition()

    def wait(self, conn):
        """Blocks until release() or until the client leaves; true if it was released."""
        event = os.eventfd(0)
        with self.changed:
            self.events.add(event)
            self.changed.notify_all()
        try:
            poll = select.poll()
            poll.register(event, select.POLLIN)
            poll.register(conn, select.POLLRDHUP)
            return (event, select.POLLIN) in poll.poll()
        finally:
            with self.changed:
                self.events.discard(event)
                os.close(event)
                self.changed.notify_all()

    def release(self):
        with self.changed:
            for event in self.events:
                os.eventfd_write(event, 1)
            return len(self.events)

    def wait_until(self, least, most, timeout):
        """Blocks until so many requests stand still; None if that does not come in time."""
        with self.changed:
            if self.changed.wait_for(lambda: least <= len(self.events) <= most, timeout):
                return len(self.events)
        return None
