"""A switch between network namespaces whose cables can be pulled, also in one direction, or be long. Network of chaos.

Usage: switch.py PREFIX HOST… makes a namespace PREFIX-HOST for each, at 10.213.77.2 and up; this machine itself is 10.213.77.1, "here".
Says "ready", then reads commands, a line each, and says "done" after each. At the end of its input everything that it made is gone.

  cut FROM TO        drops packets from one host to another
  delay FROM TO MS   hands them on so many milliseconds later
  heal               all is as at first
"""
import fcntl
import heapq
import os
import selectors
import struct
import subprocess
import sys
import time

NETWORK = "10.213.77"
TUNSETIFF, TUN_WITHOUT_HEADER = 0x400454CA, 0x1001


def ip(*arguments):
    subprocess.run(["ip", *arguments], check=True)


def plug_in(host, number, prefix):
    """A cable from a host, as a file of its packets."""
    device = f"{prefix[:9]}-{number}"
    cable = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(cable, TUNSETIFF, struct.pack("16sH", device.encode(), TUN_WITHOUT_HEADER))
    within = []
    if host != "here":
        ip("netns", "add", f"{prefix}-{host}")
        ip("link", "set", device, "netns", f"{prefix}-{host}")
        within = ["-n", f"{prefix}-{host}"]
        ip(*within, "link", "set", "lo", "up")
    ip(*within, "address", "add", f"{NETWORK}.{number}/24", "dev", device)
    ip(*within, "link", "set", device, "mtu", "9000", "txqueuelen", "5000", "up")
    return cable


def run(prefix, hosts):
    cables = {number: plug_in(host, number, prefix) for number, host in enumerate(["here", *hosts], 1)}
    numbers = {host: number for number, host in enumerate(["here", *hosts], 1)}
    ends = {cable: number for number, cable in cables.items()}
    cut, delays, late = set(), {}, []
    selector = selectors.DefaultSelector()
    for cable in ends:
        selector.register(cable, selectors.EVENT_READ)
    selector.register(0, selectors.EVENT_READ)
    print("ready", flush=True)

    def deliver(target, packet):
        try:
            os.write(cables[target], packet)
        except OSError:
            pass  # A host that cannot take it loses it, as on any network.

    def hand_on(cable):
        for _ in range(64):
            try:
                packet = os.read(cable, 65536)
            except BlockingIOError:
                return
            way = ends[cable], packet[19]
            # IPv4 within the network only; a packet to nobody is lost.
            if packet[0] >> 4 != 4 or way[1] not in cables or way in cut:
                continue
            if way in delays:
                heapq.heappush(late, (time.monotonic() + delays[way], way[1], packet))
            else:
                deliver(way[1], packet)

    def obey(words):
        if words[0] == "heal":
            cut.clear()
            delays.clear()
        elif words[0] == "cut":
            cut.add((numbers[words[1]], numbers[words[2]]))
        elif words[0] == "delay":
            delays[numbers[words[1]], numbers[words[2]]] = int(words[3]) / 1000
        else:
            raise SystemExit(f"unknown command: {words}")
        print("done", flush=True)

    while True:
        for key, _ in selector.select(max(0, late[0][0] - time.monotonic()) if late else None):
            if key.fd:
                hand_on(key.fd)
                continue
            lines = os.read(0, 65536).decode()
            if not lines:
                return
            for line in lines.splitlines():
                obey(line.split())
        while late and late[0][0] <= time.monotonic():
            deliver(*heapq.heappop(late)[1:])


if __name__ == "__main__":
    try:
        run(sys.argv[1], sys.argv[2:])
    finally:
        for name in sys.argv[2:]:
            subprocess.run(["ip", "netns", "delete", f"{sys.argv[1]}-{name}"], stderr=subprocess.DEVNULL)
