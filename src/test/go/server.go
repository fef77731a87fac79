// A server as a Go programmer writes it first: a goroutine a connection, one Read taken for one request.
// The bench holds the lab's own server against it.
//
// Usage: server tcp 127.0.0.1:0 | server unix /tmp/x.sock
// Prints the address it listens on, then serves until it is killed.
package main

import (
	"fmt"
	"net"
	"os"
	"strings"
)

func serve(peer net.Conn) {
	defer peer.Close()
	request := make([]byte, 4096)
	for {
		n, err := peer.Read(request)
		if err != nil || n == 0 {
			return
		}
		words := strings.Split(strings.TrimSpace(string(request[:n])), " ")
		switch words[0] {
		case "ping":
			peer.Write([]byte("pong\n"))
		case "echo":
			peer.Write([]byte(strings.Join(words[1:], " ") + "\n"))
		case "quit":
			return
		default:
			fmt.Fprintf(os.Stderr, "Unsupported command: %s\n", words[0])
		}
	}
}

func main() {
	listener, err := net.Listen(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("listening on %s %s\n", os.Args[1], listener.Addr())
	for {
		peer, err := listener.Accept()
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		go serve(peer)
	}
}
