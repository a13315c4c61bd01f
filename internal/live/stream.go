package live

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"ajar/internal/fault"
)

const (
	// beat is how often a stream with nothing to tell says that it is there:
	// proxies close what is silent for a minute.
	beat = 20 * time.Second
	// renewAfter is after how many beats the viewer is looked up without being touched.
	renewAfter = 3
	// patience is how long one writing may take; who reads slower is dropped, comes
	// back and catches up.
	patience = 10 * time.Second
)

// Stream is one open page that follows.
type Stream struct {
	hub      *Hub
	viewer   Viewer
	again    func(context.Context) (Viewer, error)
	position uint64
	missed   bool          // changes were missed before it began
	touched  atomic.Bool   // the viewer has to be looked up
	poke     chan struct{} // something touched the viewer
	gone     chan struct{} // closed when it is to end
	left     sync.Once
	conn     net.Conn
}

// Close gives up a stream that was not served.
func (s *Stream) Close() { s.hub.forget(s) }

// touch lets the viewer be looked up before anything else is told.
func (s *Stream) touch() {
	s.touched.Store(true)
	select {
	case s.poke <- struct{}{}:
	default:
	}
}

// leave ends the stream, whoever finds out first.
func (s *Stream) leave() { s.left.Do(func() { close(s.gone) }) }

// Serve writes head to the connection, which is the stream's from now on, and then
// what changes, until the other side goes, the viewer is signed out or the hub
// ends. It answers at once.
func (s *Stream) Serve(conn net.Conn, head []byte) {
	s.conn = conn
	_ = conn.SetDeadline(time.Time{}) // of the request that it was; a broken connection is found out below
	go s.watch()
	go func() {
		defer s.hub.forget(s)
		defer func() { _ = conn.Close() }()
		s.follow(head)
	}()
}

// watch finds out that the other side has gone: it has nothing to say.
func (s *Stream) watch() {
	defer s.leave()
	var nothing [1]byte
	for {
		if _, err := s.conn.Read(nothing[:]); err != nil {
			return
		}
	}
}

func (s *Stream) follow(head []byte) {
	if s.write(append(head, s.greeting()...)) != nil {
		return
	}
	timer := time.NewTimer(beat)
	defer timer.Stop()
	for beats, first := 0, true; ; first = false {
		b, kept := s.hub.after(s.position)
		// The id comes last, so that who is cut off in between is told again.
		told, staying := s.tell(b, kept)
		if (len(told) > 0 || first) && s.write(append(told, b.mark...)) != nil || !staying {
			return
		}
		s.position = b.next
		select {
		case <-s.gone:
			return
		case <-b.more:
		case <-s.poke:
		case <-timer.C:
			timer.Reset(beat)
			beats++
			if beats%renewAfter == 0 && !s.renew() {
				_ = s.write(bye)
				return
			}
			if s.write(b.mark) != nil {
				return
			}
		}
	}
}

// greeting asks to come back at different times, so that not all do at once when a
// server has ended.
func (s *Stream) greeting() []byte {
	said := strconv.AppendInt([]byte("retry: "), 2000+rand.Int64N(3000), 10) // milliseconds
	said = append(said, "\n\n"...)
	if s.missed {
		said = append(said, everything...)
	}
	return said
}

// tell writes down what the viewer may know of a batch. Who was touched, or whose
// rights the batch changes, is looked up first.
func (s *Stream) tell(b batch, kept bool) (told []byte, staying bool) {
	if s.touched.Swap(false) || b.concerns(s.viewer) {
		if !s.renew() {
			return bye, false
		}
		told = append(told, you...)
	}
	if !kept {
		told = append(told, everything...)
	}
	for i := range b.happened {
		told = append(told, b.happened[i].toldTo(s.viewer)...)
	}
	return told, true
}

// renew looks the viewer up; false when they are not signed in any more. A database
// that is away ends nothing. Only some look at a time, each on a stack of its own:
// the stream's would grow for it and stay so.
func (s *Stream) renew() bool {
	s.hub.looking <- struct{}{}
	defer func() { <-s.hub.looking }()
	found := make(chan error)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		v, err := s.again(ctx)
		if err == nil {
			s.viewer = v
		}
		found <- err
	}()
	return !fault.Is(<-found, fault.Unauthenticated)
}

func (s *Stream) write(text []byte) error {
	if err := s.conn.SetWriteDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	_, err := s.conn.Write(text)
	return err
}

var you, everything, bye = line(Change{What: You}), line(Change{What: Everything}), line(Change{What: Bye})

// line is a message of the stream.
func line(c Change) []byte {
	data, err := json.Marshal(c)
	if err != nil {
		panic(err) // it has nothing that could not be written
	}
	return bytes.Join([][]byte{[]byte("data: "), data, []byte("\n\n")}, nil)
}

// mark says how far the stream has come. It is a message of its own kind, because a
// page does not see an id that comes alone.
func mark(id string) []byte { return fmt.Appendf(nil, "event: at\nid: %s\ndata: {}\n\n", id) }
