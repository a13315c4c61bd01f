// Command floor is the least program that does the same durable work as Ajar:
// net/http and hand-written SQL, no framework and no validation. It looks up who
// calls in one statement, as any registry must; with -anonymous it lets everyone
// in. It works on a database that Ajar has made, and is what Ajar's speed is
// compared with.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"strings"
)

// store is the durable work; one implementation for each database.
type store interface {
	caller(ctx context.Context, tokenHash []byte) (person string, err error)
	register(ctx context.Context, p *proposal) error
	one(ctx context.Context, id string) ([]byte, error)
	list(ctx context.Context, limit int) ([]byte, error)
	search(ctx context.Context, word string, limit int) ([]byte, error)
	decide(ctx context.Context, review string) error
	inbox(ctx context.Context, limit int) ([]byte, error)
}

// proposal is what a client sends, and what comes back.
type proposal struct {
	ID       string          `json:"id"`
	Key      string          `json:"key"`
	Title    string          `json:"title"`
	TeamID   string          `json:"team_id"`
	Change   string          `json:"change"`
	Effect   string          `json:"effect"`
	WayBack  string          `json:"way_back"`
	EndsOn   string          `json:"ends_on"`
	Answers  json.RawMessage `json:"answers"`
	Submit   bool            `json:"submit"`
	Start    bool            `json:"start"`
	Status   string          `json:"status"`
	Door     string          `json:"door"`
	Revision int             `json:"revision"`
}

// terms are the words that the index looks a document up by.
func (p *proposal) terms() string {
	return strings.Join(strings.Fields(strings.ToLower(p.Title+" "+p.Change+" "+p.Effect)), " ")
}

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "where to listen")
	url := flag.String("database", "", "the database: sqlite:///… or postgres://…")
	person := flag.String("person", "", "the id of who registers")
	anonymous := flag.Bool("anonymous", false, "do not ask who calls")
	flag.Parse()
	s, err := open(context.Background(), *url, *person)
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("http://" + listener.Addr().String())
	handler := routes(s)
	if !*anonymous {
		handler = signedIn(s, handler)
	}
	log.Fatal(http.Serve(listener, handler))
}

func open(ctx context.Context, url, person string) (store, error) {
	if path, ok := strings.CutPrefix(url, "sqlite://"); ok {
		return openSQLite(path, person)
	}
	return openPostgres(ctx, url, person)
}

// signedIn lets nobody in without a token that is known.
func signedIn(s store, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hash := sha256.Sum256([]byte(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")))
		if _, err := s.caller(r.Context(), hash[:]); err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func routes(s store) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/v1/experiments", func(w http.ResponseWriter, r *http.Request) {
		p := &proposal{Status: "running", Door: "two_way", Revision: 1}
		if err := json.NewDecoder(r.Body).Decode(p); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		err := s.register(r.Context(), p)
		body, _ := json.Marshal(p)
		answer(w, http.StatusCreated, body, err)
	})
	mux.HandleFunc("GET /api/v1/experiments/{id}", func(w http.ResponseWriter, r *http.Request) {
		body, err := s.one(r.Context(), r.PathValue("id"))
		answer(w, http.StatusOK, body, err)
	})
	mux.HandleFunc("GET /api/v1/experiments", func(w http.ResponseWriter, r *http.Request) {
		body, err := s.list(r.Context(), 20)
		answer(w, http.StatusOK, body, err)
	})
	mux.HandleFunc("POST /api/v1/reviews/{id}/decisions", func(w http.ResponseWriter, r *http.Request) {
		var said struct{ Revision int }
		if err := json.NewDecoder(r.Body).Decode(&said); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		err := s.decide(r.Context(), r.PathValue("id"))
		answer(w, http.StatusCreated, []byte("{}"), err)
	})
	mux.HandleFunc("GET /api/v1/reviews", func(w http.ResponseWriter, r *http.Request) {
		body, err := s.inbox(r.Context(), 20)
		answer(w, http.StatusOK, body, err)
	})
	mux.HandleFunc("GET /api/v1/lessons", func(w http.ResponseWriter, r *http.Request) {
		body, err := s.search(r.Context(), r.FormValue("q"), 20)
		answer(w, http.StatusOK, body, err)
	})
	return mux
}

func answer(w http.ResponseWriter, status int, body []byte, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
