package stepfunctions

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"assistive-referrals/infra/awslocal/wire"
)

// path is a reference path: it names one place in the input, or with "$$" in the
// context object. Wildcards, filters, slices and functions, which name several,
// are refused.
type path struct {
	written string
	context bool
	steps   []step
}

// step goes to a member, or with isIndex to an element.
type step struct {
	name    string
	index   int
	isIndex bool
}

// scope is what paths are applied to.
type scope struct {
	input   any
	context any
}

func parsePath(written string) (path, error) {
	p := path{written: written}
	rest, ok := strings.CutPrefix(written, "$")
	if !ok {
		return p, fmt.Errorf("path %q does not begin with $", written)
	}
	if after, ok := strings.CutPrefix(rest, "$"); ok {
		p.context, rest = true, after
	}
	for rest != "" {
		var s step
		var err error
		switch rest[0] {
		case '.':
			s, rest, err = dotted(rest[1:])
		case '[':
			s, rest, err = bracketed(rest[1:])
		default:
			err = errors.New("expected . or [")
		}
		if err != nil {
			var refused *wire.Error
			if errors.As(err, &refused) {
				return p, refused
			}
			return p, fmt.Errorf("path %q: %w", written, err)
		}
		p.steps = append(p.steps, s)
	}
	return p, nil
}

func several(what string) error { return wire.NotEmulated("States", "JSONPath "+what) }

func dotted(rest string) (step, string, error) {
	end := strings.IndexAny(rest, ".[")
	if end < 0 {
		end = len(rest)
	}
	name := rest[:end]
	switch {
	case name == "" && strings.HasPrefix(rest, "."):
		return step{}, "", several("..")
	case name == "*":
		return step{}, "", several(".*")
	case strings.HasSuffix(name, "()"):
		return step{}, "", several("function " + name)
	case name == "" || strings.ContainsAny(name, "*?@,:()]'\" \t\n$"):
		return step{}, "", fmt.Errorf("%q is not a name", name)
	}
	return step{name: name}, rest[end:], nil
}

func bracketed(rest string) (step, string, error) {
	if rest == "" {
		return step{}, "", errors.New("unclosed [")
	}
	if quote := rest[0]; quote == '\'' || quote == '"' {
		name, after, ok := strings.Cut(rest[1:], string(quote))
		if !ok || !strings.HasPrefix(after, "]") || name == "" {
			if strings.HasPrefix(after, ",") {
				return step{}, "", several("union")
			}
			return step{}, "", errors.New("unclosed quotation")
		}
		return step{name: name}, after[1:], nil
	}
	inside, after, ok := strings.Cut(rest, "]")
	if !ok {
		return step{}, "", errors.New("unclosed [")
	}
	if strings.ContainsAny(inside, "*?:,-(@") {
		return step{}, "", several("[" + inside + "]")
	}
	index, err := strconv.Atoi(inside)
	if err != nil {
		return step{}, "", fmt.Errorf("[%s] is not an index", inside)
	}
	return step{index: index, isIndex: true}, after, nil
}

// get returns what the path names and whether it is there.
func (p path) get(in scope) (any, bool) {
	value := in.input
	if p.context {
		value = in.context
	}
	for _, s := range p.steps {
		if s.isIndex {
			list, ok := value.([]any)
			if !ok || s.index >= len(list) {
				return nil, false
			}
			value = list[s.index]
			continue
		}
		members, ok := value.(map[string]any)
		if !ok {
			return nil, false
		}
		if value, ok = members[s.name]; !ok {
			return nil, false
		}
	}
	return value, true
}

// set returns root with value at the path, sharing what did not change. Members
// that are missing on the way are made. It returns false if something else than
// an object is in the way, or an index is beyond the end.
func (p path) set(root, value any) (any, bool) { return place(root, p.steps, value) }

func place(root any, steps []step, value any) (any, bool) {
	if len(steps) == 0 {
		return value, true
	}
	s := steps[0]
	if s.isIndex {
		list, ok := root.([]any)
		if !ok || s.index >= len(list) {
			return nil, false
		}
		inner, ok := place(list[s.index], steps[1:], value)
		if !ok {
			return nil, false
		}
		changed := append([]any(nil), list...)
		changed[s.index] = inner
		return changed, true
	}
	members, ok := root.(map[string]any)
	if !ok && root != nil {
		return nil, false
	}
	inner, ok := place(members[s.name], steps[1:], value)
	if !ok {
		return nil, false
	}
	changed := make(map[string]any, len(members)+1)
	for name, member := range members {
		changed[name] = member
	}
	changed[s.name] = inner
	return changed, true
}
