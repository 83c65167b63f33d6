// Command handover is a made-up case system that hands a person over to this
// service, to try that by hand and to show how a real one does it:
//
//	go run ./infra/local/handover
//
// serves a page with a button at http://localhost:8099 that posts a signed document
// to the system of `make run`. It is a page that is served, not a file: a page from a
// file has no origin, and the service takes a hand-over from one origin only.
//
//	go run ./infra/local/handover -curl          prints a command that posts one
//	go run ./infra/local/handover -document      prints a document alone
//	go run ./infra/local/handover -keys          prints the public keys: the value of the secret hand-over-keys
//	go run ./infra/local/handover -questions     prints what can be handed over: names, and the codes of choices
//	go run ./infra/local/handover -draft p.json  hands over that person: the names of the form's questions and their answers
//
// infra/decisions/0015 says what a document is.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"text/tabwriter"
	"time"

	"assistive-referrals/infra/local/casesystem"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
)

type options struct {
	to, draft, worker, key, origin string
	curl, document, keys           bool
	questions                      bool
}

func main() {
	var o options
	flag.StringVar(&o.to, "to", "http://localhost:8080", "where the service is")
	flag.StringVar(&o.draft, "draft", "", "a file with the person as JSON; a made-up one if not given")
	flag.StringVar(&o.worker, "for", "", "email address of whoever alone may take it")
	flag.StringVar(&o.key, "key", "", "a file with a private JSON Web Key; the ready-made one if not given")
	flag.StringVar(&o.origin, "origin", casesystem.Origin, "where the page is served, which is who hands over")
	flag.BoolVar(&o.curl, "curl", false, "print a command that posts a document")
	flag.BoolVar(&o.document, "document", false, "print a document")
	flag.BoolVar(&o.questions, "questions", false, "print what can be handed over")
	flag.BoolVar(&o.keys, "keys", false, "print the public keys")
	flag.Parse()
	if err := run(os.Stdout, o, serve); err != nil {
		fmt.Fprintln(os.Stderr, "handover: "+err.Error())
		os.Exit(1)
	}
}

func run(out io.Writer, o options, serve func(origin string, page http.Handler) error) error {
	if o.questions {
		return printQuestions(out)
	}
	key, err := optional(o.key)
	if err != nil {
		return err
	}
	system, err := casesystem.New(casesystem.Options{Key: string(key), Origin: o.origin, Now: time.Now})
	if err != nil {
		return err
	}
	person := casesystem.Person()
	if o.draft != "" {
		file, err := optional(o.draft)
		if err != nil {
			return err
		}
		person = nil
		if err := json.Unmarshal(file, &person); err != nil {
			return fmt.Errorf("%s: %w", o.draft, err)
		}
	}
	if o.keys {
		_, err := fmt.Fprintln(out, system.Keys())
		return err
	}
	if !o.curl && !o.document {
		fmt.Fprintf(out, "Open %s and press the button. It hands the person over to %s.\nCtrl-C stops it.\n", o.origin, o.to)
		return serve(o.origin, system.Handler(o.to, o.worker, person))
	}
	document, err := system.Sign(system.Claims(o.to, o.worker, person))
	if err != nil {
		return err
	}
	if o.document {
		_, err = fmt.Fprintln(out, document)
		return err
	}
	_, err = fmt.Fprintf(out, "curl -i %s/hand-over -H 'Origin: %s' --data-urlencode 'document=%s'\n", o.to, o.origin, document)
	return err
}

// printQuestions writes a line for each question, and one for each of its choices.
func printQuestions(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, s := range intake.HandedSections() {
		fmt.Fprintf(w, "\n%s\n", s.Title)
		for _, f := range s.Fields {
			label := f.Label
			if f.Control == form.Date {
				label += " (yyyy-mm-dd)"
			} else if f.Control == form.Checkboxes {
				label += " (a list)"
			}
			fmt.Fprintf(w, "  %s\t%s\n", f.Name, label)
			for _, o := range f.Choices() {
				fmt.Fprintf(w, "    %s\t  %s\n", o.Value, o.Label)
			}
		}
	}
	return w.Flush()
}

func optional(file string) ([]byte, error) {
	if file == "" {
		return nil, nil
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	return content, nil
}

// serve serves the page at its origin until the process ends.
func serve(origin string, page http.Handler) error {
	u, err := url.Parse(origin)
	if err != nil || u.Scheme != "http" || u.Hostname() != "localhost" {
		return errors.New("the page is served on this machine only: -origin http://localhost:8099, or -curl")
	}
	server := &http.Server{Addr: u.Host, Handler: page, ReadHeaderTimeout: 10 * time.Second}
	return server.ListenAndServe()
}
