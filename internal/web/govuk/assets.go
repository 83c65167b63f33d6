package govuk

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// AssetsPath is where the pages look for their assets.
const AssetsPath = "/assets/"

// Assets are the style sheet, scripts and icon that the pages need, and their
// handler. Where the content changes, the address does: a browser may keep each
// for ever and yet never shows an old one.
type Assets struct {
	files map[string]asset
}

type asset struct {
	content []byte
	short   []byte // the content, compressed with gzip; nil if there is none
	version string
	typ     string
}

// types are stated here because the machine's own table differs between machines.
var types = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// compressed is how the name of a file's compressed copy ends.
const compressed = ".gz"

// NewAssets reads the folder that `make assets` makes, with the compressed copy of
// each file beside it. It fails if the folder lacks a file that [Page] names.
func NewAssets(dist fs.FS) (*Assets, error) {
	a := &Assets{files: map[string]asset{}}
	entries, err := fs.ReadDir(dist, ".")
	if err != nil {
		return nil, fmt.Errorf("assets: %w (run `make assets`)", err)
	}
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) == compressed {
			continue
		}
		content, err := fs.ReadFile(dist, e.Name())
		if err != nil {
			return nil, fmt.Errorf("assets: %w", err)
		}
		typ := types[path.Ext(e.Name())]
		if typ == "" {
			typ = mime.TypeByExtension(path.Ext(e.Name()))
		}
		short, err := fs.ReadFile(dist, e.Name()+compressed)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("assets: %w", err)
		}
		sum := sha256.Sum256(content)
		a.files[e.Name()] = asset{content: content, short: short, version: hex.EncodeToString(sum[:6]), typ: typ}
	}
	for _, name := range []string{"app.css", "init.js", "app.js", "govuk-frontend.min.js", "icon.svg"} {
		if _, ok := a.files[name]; !ok {
			return nil, fmt.Errorf("assets: %s is missing: run `make assets`", name)
		}
	}
	return a, nil
}

// URL returns the asset's address with its version, "/assets/app.css?v=…". A
// nil Assets, as in a test, and an unknown name give an address without version.
func (a *Assets) URL(name string) string {
	if a != nil {
		if f, ok := a.files[name]; ok {
			return AssetsPath + name + "?v=" + f.version
		}
	}
	return AssetsPath + name
}

// ServeHTTP answers for what is below [AssetsPath]. Only an address with the
// present version may be kept for ever: a page served just before a release can
// ask for the new content under the old version.
func (a *Assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, ok := a.files[strings.TrimPrefix(r.URL.Path, AssetsPath)]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "public, max-age=60")
	if r.URL.Query().Get("v") == f.version {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	content, tag := f.content, `"`+f.version+`"`
	if len(f.short) > 0 {
		h.Set("Vary", "Accept-Encoding")
		if TakesGzip(r.Header.Get("Accept-Encoding")) {
			content, tag = f.short, `"`+f.version+`-gzip"`
			h.Set("Content-Encoding", "gzip")
		}
	}
	h.Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if f.typ != "" {
		h.Set("Content-Type", f.typ)
	}
	if r.Method != http.MethodHead {
		w.Write(content) // the reader may have gone: nothing to do about it
	}
}

// TakesGzip tells whether a browser that sends that Accept-Encoding reads what is
// compressed with gzip.
func TakesGzip(accepted string) bool {
	takes := false
	for _, coding := range strings.Split(accepted, ",") {
		name, weight, _ := strings.Cut(coding, ";")
		name, weight = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(weight)
		if name != "gzip" && name != "*" {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimPrefix(weight, "q="), 64)
		takes = weight == "" || err == nil && q > 0
		if name == "gzip" {
			return takes // what is said by name goes before what is said of all
		}
	}
	return takes
}
