package live

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"
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
	// patience is how long one writing may take, and one look for a viewer: who reads
	// slower is dropped, comes back and catches up.
	patience = 10 * time.Second
	// retryAfter is when a viewer is looked up anew who could not be: until then the
	// stream tells nothing.
	retryAfter = 2 * time.Second
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
	conn     net.Conn

	// The stream outlives the request that opened it. Its context ends when somebody
	// leaves it: the other side, the hub or itself.
	ctx   context.Context
	leave context.CancelFunc
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

// Serve writes head to the connection, which is the stream's from now on, and then
// what changes, until the other side goes, the viewer is signed out or the hub
// ends. It answers at once.
func (s *Stream) Serve(conn net.Conn, head []byte) {
	s.conn = conn
	_ = conn.SetDeadline(time.Time{}) // of the request that it was; a broken connection is found out below
	context.AfterFunc(s.ctx, func() { _ = conn.Close() })
	go s.watch()
	go func() {
		defer s.hub.forget(s)
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
	said := silence
	for beats, due, first := 0, false, true; ; {
		b, kept := s.hub.after(s.position)
		told, err := s.tell(b, kept, due)
		switch {
		case fault.Is(err, fault.Unauthenticated):
			_ = s.write(bye)
			return
		case err != nil:
			timer.Reset(retryAfter)
		default:
			// The id comes last, so that who is cut off in between is told again.
			if (len(told) > 0 || first) && s.write(append(told, b.mark...)) != nil {
				return
			}
			s.position, said, first = b.next, b.mark, false
		}
		due = false
		select {
		case <-s.ctx.Done():
			return
		case <-b.more:
		case <-s.poke:
		case <-timer.C:
			timer.Reset(beat)
			beats++
			due = beats%renewAfter == 0
			if s.write(said) != nil {
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

// tell writes down what the viewer may know of a batch. Who was touched, whose
// rights the batch changes or who is due is looked up first; an error tells nothing.
func (s *Stream) tell(b batch, kept, due bool) (told []byte, err error) {
	concerned := s.touched.Swap(false) || b.concerns(s.viewer)
	if concerned || due {
		if s.viewer, err = s.renewed(); err != nil {
			s.touched.Store(true)
			return nil, err
		}
	}
	if concerned {
		told = append(told, you...)
	}
	if !kept {
		told = append(told, everything...)
	}
	for i := range b.happened {
		told = append(told, b.happened[i].toldTo(s.viewer)...)
	}
	return told, nil
}

// renewed looks the viewer up: as they are now, or as they were beside the error.
// Only some look at a time, each on a stack of its own: the stream's would grow for
// it and stay so. Who leaves waits for nothing any more.
func (s *Stream) renewed() (Viewer, error) {
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	select {
	case s.hub.looking <- struct{}{}:
		defer func() { <-s.hub.looking }()
	case <-ctx.Done():
		return s.viewer, ctx.Err()
	}
	type found struct {
		viewer Viewer
		err    error
	}
	looked := make(chan found, 1)
	go func() {
		v, err := s.again(ctx)
		looked <- found{v, err}
	}()
	select {
	case f := <-looked:
		if f.err != nil {
			return s.viewer, f.err
		}
		return f.viewer, nil
	case <-ctx.Done():
		return s.viewer, ctx.Err()
	}
}

func (s *Stream) write(text []byte) error {
	if err := s.conn.SetWriteDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	_, err := s.conn.Write(text)
	return err
}

var you, everything, bye = line(Change{What: You}), line(Change{What: Everything}), line(Change{What: Bye})

// silence says nothing but that the stream is there.
var silence = []byte(":\n\n")

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
