package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"assistive-referrals/infra/awslocal/contract"
)

// printTable prints every case with how each server did.
func printTable(out io.Writer, columns []column) {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprint(t, "operation / case\tbasis")
	for _, c := range columns {
		fmt.Fprint(t, "\t"+c.name)
	}
	fmt.Fprintln(t)
	for _, one := range contract.Cases() {
		basis, _, _ := strings.Cut(one.Basis(), ":")
		fmt.Fprintf(t, "%s\t%s", one.Name(), basis)
		for _, c := range columns {
			fmt.Fprint(t, "\t"+status(c, one))
		}
		fmt.Fprintln(t)
	}
	_ = t.Flush()
}

// status is a result in a word; "-" where there is none.
func status(c column, one contract.Case) string {
	r, run := c.results[one.Name()]
	if !run || r.Status == contract.NotRun {
		return "-"
	}
	return string(r.Status)
}

func printTotals(out io.Writer, columns []column) {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\nserver\tservice\tok\tdiffers\tnot supported\tnot run")
	for _, c := range columns {
		counts := map[string]map[contract.Status]int{}
		var services []string
		for _, one := range contract.Cases() {
			if counts[one.Service] == nil {
				counts[one.Service] = map[contract.Status]int{}
				services = append(services, one.Service)
			}
			s := contract.NotRun
			if r, run := c.results[one.Name()]; run {
				s = r.Status
			}
			counts[one.Service][s]++
		}
		all := map[contract.Status]int{}
		line := func(service string, n map[contract.Status]int) {
			fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%d\t%d\n", c.name, service, n[contract.OK], n[contract.Differs], n[contract.NotSupported], n[contract.NotRun])
		}
		for _, s := range services {
			line(s, counts[s])
			for status, n := range counts[s] {
				all[status] += n
			}
		}
		line("all", all)
	}
	_ = t.Flush()
}

func printDetails(out io.Writer, columns []column) {
	for _, c := range columns {
		fmt.Fprintf(out, "\n%s\n", c.name)
		for _, one := range contract.Cases() {
			if r := c.results[one.Name()]; r.Status == contract.Differs || r.Status == contract.NotSupported {
				fmt.Fprintf(out, "  %s\n    %s: %s\n", one.Name(), r.Status, r.Detail)
			}
		}
	}
}

// doubleHolds returns an error for each documented case in which the double does
// otherwise. Long polls need a clock that runs, the rest one that is set.
func doubleHolds(columns []column) error {
	var failures []error
	for _, c := range columns {
		if c.name != "double" && c.name != "double-live" {
			continue
		}
		for _, one := range contract.Cases() {
			r := c.results[one.Name()]
			if one.Documented() && (r.Status == contract.Differs || r.Status == contract.NotSupported) {
				failures = append(failures, fmt.Errorf("%s: %s %s: %s", c.name, one.Name(), r.Status, r.Detail))
			}
		}
	}
	return errors.Join(failures...)
}

func expectationsFile(server string) string {
	return filepath.Join("infra", "contract", "expected", server+".txt")
}

// either marks a case in which a server does now this, now that; it is written by
// hand and kept.
const either contract.Status = "either"

// expectations returns what a server is known to do otherwise than the cases say,
// and whether anything is stated of that server.
func expectations(server string) (map[string]contract.Status, bool) {
	file, err := os.Open(expectationsFile(server))
	if err != nil {
		return nil, false
	}
	defer func() { _ = file.Close() }()
	stated := map[string]contract.Status{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if status, name, ok := strings.Cut(lines.Text(), "\t"); ok {
			stated[name] = contract.Status(status)
		}
	}
	return stated, true
}

// expectationsHold returns an error for each case in which a server does
// otherwise than stated.
func expectationsHold(columns []column) error {
	var changes []error
	for _, c := range columns {
		stated, any := expectations(c.name)
		if !any {
			continue
		}
		for _, one := range contract.Cases() {
			r, run := c.results[one.Name()]
			if !run || r.Status == contract.NotRun {
				continue
			}
			want := contract.OK
			if s, otherwise := stated[one.Name()]; otherwise {
				want = s
			}
			if r.Status != want && want != either {
				changes = append(changes, fmt.Errorf("%s has changed: %s is now %s, not %s: %s", c.name, one.Name(), r.Status, want, r.Detail))
			}
		}
	}
	return errors.Join(changes...)
}

func writeExpectations(columns []column) error {
	for _, c := range columns {
		// The double is held to the cases themselves, and who knows what the endpoint is.
		if _, known := others[c.name]; !known {
			continue
		}
		var lines []string
		stated, _ := expectations(c.name)
		for name, r := range c.results {
			if stated[name] == either {
				lines = append(lines, string(either)+"\t"+name+"\n")
			} else if r.Status == contract.Differs || r.Status == contract.NotSupported {
				lines = append(lines, string(r.Status)+"\t"+name+"\n")
			}
		}
		slices.Sort(lines)
		if err := os.MkdirAll(filepath.Dir(expectationsFile(c.name)), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(expectationsFile(c.name), []byte(strings.Join(lines, "")), 0o644); err != nil {
			return err
		}
	}
	return nil
}
