"""How the service ends: nobody who was let in is cut off."""

import asyncio
import ctypes
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable

import uvicorn

QUIET_S, QUIET_LOOKS = 0.1, 3  # when nothing was open so often, this long apart, all is said
DOOR_S = 5.0
_QUEUE_AT = 24  # of Linux's tcp_info: its tcpi_unacked, which of a listener is its queue
_ATTACH_FILTER = 26  # SO_ATTACH_FILTER of Linux, which Python does not name
_CLOSE = (b"connection", b"close")


class DrainingServer(uvicorn.Server):
    """Told to end by SIGTERM, it goes on answering for `drain_s` while every answer says that the
    connection closes with it: clients that send request after request leave by themselves. uvicorn
    alone closes an idle connection under the request that is just on its way.

    After Ctrl-C it ends at once, as somebody is waiting for it.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        *,
        drain_s: float,
        owns_listener: bool,
        end_streams: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(config)
        self._end_streams = end_streams
        self._drain_s = drain_s
        self._owns_listener = owns_listener

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._end_streams()
        if signal.SIGINT not in self._captured_signals:
            if self._owns_listener:
                for listener in sockets or ():
                    refuse_more(listener)
            await self._drain(sockets or [])
        await super().shutdown(sockets)

    async def _drain(self, listeners: list[socket.socket]) -> None:
        """Whoever stands before the door is let in, however long that takes: up to `DOOR_S`."""
        state, began = self.server_state, time.monotonic()
        state.default_headers = [*state.default_headers, _CLOSE]
        alone = without_queue = 0  # for so many looks; one that is being let in is in neither
        while not self.force_exit:
            await asyncio.sleep(QUIET_S)
            passed_s = time.monotonic() - began
            alone = 0 if state.connections else alone + 1
            without_queue = 0 if any(map(has_queue, listeners)) else without_queue + 1
            is_over = alone >= QUIET_LOOKS or passed_s >= self._drain_s
            if (is_over and without_queue >= QUIET_LOOKS) or passed_s >= self._drain_s + DOOR_S:
                return


def has_queue(listener: socket.socket) -> bool:
    """Somebody is connected and not let in yet."""
    if not sys.platform.startswith("linux"):
        return False
    told = listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _QUEUE_AT + 4)
    return bool(struct.unpack_from("I", told, _QUEUE_AT)[0])


def refuse_more(listener: socket.socket) -> None:
    """Nobody else comes to the door; who has come is still let in.

    A listener that is closed resets whoever stands in its queue. So first the kernel drops what
    asks for a connection (one instruction: keep 0 bytes), by which the queue only becomes shorter:
    who asked comes again after a second, and is refused then or served by a successor.
    """
    if not sys.platform.startswith("linux"):
        return
    keep_nothing = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))
    program = struct.pack("HL", 1, ctypes.addressof(keep_nothing))
    listener.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, program)
