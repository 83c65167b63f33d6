package placesserver

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Server is the API for one key. It is safe for concurrent use.
type Server struct {
	key    string
	places map[string][]place
	mux    *http.ServeMux

	mu       sync.Mutex
	failures []int // statuses to answer the next calls with
	asked    int
}

// New returns a server under that base URL that takes that key.
func New(baseURL, key string) *Server {
	s := &Server{key: key, places: gazetteer(), mux: http.NewServeMux()}
	prefix := ""
	if base, err := url.Parse(baseURL); err == nil {
		prefix = strings.TrimSuffix(base.Path, "/")
	}
	s.mux.HandleFunc("GET "+prefix+"/search/places/v1/postcode", s.postcode)
	return s
}

// FailNext answers the next n calls with this status. It adds to failures already
// asked for.
func (s *Server) FailNext(status, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range n {
		s.failures = append(s.failures, status)
	}
}

// Asked returns how often the API was called.
func (s *Server) Asked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

// ServeHTTP answers one call.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked++
	failure := 0
	if len(s.failures) > 0 {
		failure, s.failures = s.failures[0], s.failures[1:]
	}
	s.mu.Unlock()
	given := r.Header.Get("key")
	if given == "" {
		given = r.URL.Query().Get("key")
	}
	switch {
	case failure != 0:
		refuse(w, failure, http.StatusText(failure))
	case given != s.key:
		answer(w, http.StatusUnauthorized, map[string]any{"fault": map[string]any{
			"faultstring": "Invalid ApiKey", "detail": map[string]string{"errorcode": "oauth.v2.InvalidApiKey"}}})
	default:
		s.mux.ServeHTTP(w, r)
	}
}

// faults are the postcodes that stand for a fault.
var faults = map[string]int{"ZY9 4TT": http.StatusTooManyRequests, "ZY9 5XX": http.StatusInternalServerError, "ZY9 5SL": slow}

const slow = -1

var shape = regexp.MustCompile(`^[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}$`)

// postcode answers a search for a whole postcode; the API also takes a part of one,
// which we never ask for.
func (s *Server) postcode(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	compact := strings.ToUpper(strings.ReplaceAll(query.Get("postcode"), " ", ""))
	if !shape.MatchString(compact) {
		refuse(w, http.StatusBadRequest, "Requested postcode must be a postcode")
		return
	}
	code := compact[:len(compact)-3] + " " + compact[len(compact)-3:]
	switch status := faults[code]; status {
	case 0:
	case slow:
		<-r.Context().Done()
		return
	default:
		refuse(w, status, http.StatusText(status))
		return
	}
	most, goodMost := number(query, "maxresults", 100, 1, 100)
	offset, goodOffset := number(query, "offset", 0, 0, 1<<20)
	if dataset := query.Get("dataset"); !goodMost || !goodOffset || dataset != "" && dataset != "DPA" {
		refuse(w, http.StatusBadRequest, "A parameter is out of range")
		return
	}
	found := s.places[code]
	results := []any{}
	for n := offset; n < len(found) && n < offset+most; n++ {
		results = append(results, map[string]any{"DPA": found[n].fields(code, numbering(code)+n)})
	}
	answer(w, http.StatusOK, map[string]any{
		"header": map[string]any{
			"uri": "https://api.os.uk/search/places/v1/postcode?postcode=" + url.QueryEscape(code), "query": "postcode=" + code, "offset": offset,
			"totalresults": len(found), "format": "JSON", "dataset": "DPA", "lr": "EN,CY", "maxresults": most, "epoch": "120",
			"lastupdate": "2026-11-20", "output_srs": "EPSG:27700",
		},
		"results": results,
	})
}

// numbering keeps the numbers of one postcode apart from those of another.
func numbering(code string) int {
	n := 0
	for _, r := range code {
		n = (n*31 + int(r)) % 9973
	}
	return n * 1000
}

func number(query url.Values, name string, without, least, most int) (int, bool) {
	given := query.Get(name)
	if given == "" {
		return without, true
	}
	n, err := strconv.Atoi(given)
	return n, err == nil && n >= least && n <= most
}

func refuse(w http.ResponseWriter, status int, message string) {
	answer(w, status, map[string]any{"error": map[string]any{"statuscode": status, "message": message}})
}

func answer(w http.ResponseWriter, status int, document any) {
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(document) // a caller that has gone cannot be told
}
