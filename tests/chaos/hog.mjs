// An application that takes every connection a PostgreSQL server gives, and keeps them.
import fs from 'node:fs';
import net from 'node:net';

export class Hog {
  #sockets = new Set();
  #over = false;

  /** Asks for so many connections; again where it gets none, so that it takes each that gets free. It never says who it is, which holds a place as well. */
  constructor({ address, port }, count) {
    const words = 'user\0hog\0database\0nap\0\0';
    this.greeting = Buffer.alloc(8 + words.length);
    this.greeting.writeInt32BE(this.greeting.length, 0);
    this.greeting.writeInt32BE(3 << 16, 4);
    this.greeting.write(words, 8);
    for (let connection = 0; connection < count; connection++) this.#take(address, port);
  }

  /** Gives all of them back. */
  end() {
    this.#over = true;
    this.#sockets.forEach(socket => socket.destroy());
  }

  #take(address, port) {
    if (this.#over) return;
    const socket = net.connect(port, address, () => socket.write(this.greeting));
    this.#sockets.add(socket);
    // What the server says does not matter, but has to be read.
    socket.resume();
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#sockets.delete(socket);
      setTimeout(() => this.#take(address, port), 20);
    });
  }
}

/** Sessions that the servers have in the database "nap", as processes of a PostgreSQL server. */
export function sessions(postmaster) {
  return fs.readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ').map(Number).filter(id => {
    try {
      return fs.readFileSync(`/proc/${id}/cmdline`, 'utf8').startsWith('postgres: postgres nap ');
    } catch {
      return false;
    }
  });
}
