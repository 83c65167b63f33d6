package stepfunctions

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"time"
)

// largestData is the most that a state may take or give, in bytes of JSON.
const largestData = 256 * 1024

// parse reads one JSON value, keeping numbers as they are written.
func parse(text []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, errors.New("more follows after the value")
	}
	return value, nil
}

// text writes a value as compact JSON. Values come from parse or from this
// package, so they can always be written.
func text(value any) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return "null"
	}
	return string(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}

// stamp is how the context object and events write an instant.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// seconds is how AWS-JSON writes an instant: seconds since 1970.
func seconds(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }
