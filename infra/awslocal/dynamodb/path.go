package dynamodb

import (
	"slices"
	"strconv"
	"strings"
)

// step is one part of a document path: a name, or an index of a list.
type step struct {
	name  string
	index int // -1 for a name
}

func (s step) isIndex() bool { return s.index >= 0 }

// path is a document path such as address.lines[0]; its first step is the name
// of an attribute.
type path []step

// String writes the path as AWS does in messages: [address, lines, [0]].
func (p path) String() string {
	parts := make([]string, len(p))
	for i, s := range p {
		parts[i] = s.name
		if s.isIndex() {
			parts[i] = "[" + strconv.Itoa(s.index) + "]"
		}
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// in returns what the path leads to in an item.
func (p path) in(item attributes) (value, bool) {
	v, found := item[p[0].name]
	for _, s := range p[1:] {
		if !found {
			return value{}, false
		}
		v, found = v.child(s)
	}
	return v, found
}

func (v value) child(s step) (value, bool) {
	if !s.isIndex() {
		child, found := v.fields[s.name]
		return child, found && v.kind == kindM
	}
	if v.kind != kindL || s.index >= len(v.list) {
		return value{}, false
	}
	return v.list[s.index], true
}

// checkDisjoint refuses paths of which one contains the other, or which treat
// the same thing as a list and as a map.
func checkDisjoint(paths []path) string {
	for i, second := range paths {
		for _, first := range paths[:i] {
			if message := clash(first, second); message != "" {
				return message
			}
		}
	}
	return ""
}

func clash(first, second path) string {
	problem := "overlap"
	for i := range min(len(first), len(second)) {
		if first[i] == second[i] {
			continue
		}
		if first[i].isIndex() == second[i].isIndex() {
			return ""
		}
		problem = "conflict"
		break
	}
	return "Two document paths " + problem + " with each other; must remove or rewrite one of these paths; path one: " +
		first.String() + ", path two: " + second.String()
}

// project returns the part of an item that the paths name. Elements of a list
// keep their order and close up.
func project(item attributes, paths []path) attributes {
	result := attributes{}
	for name, group := range byHead(paths) {
		v, found := item[name]
		if !found {
			continue
		}
		if part, ok := projectValue(v, group); ok {
			result[name] = part
		}
	}
	return result
}

// byHead groups paths by the name they begin with, and takes that name away.
func byHead(paths []path) map[string][]path {
	groups := map[string][]path{}
	for _, p := range paths {
		groups[p[0].name] = append(groups[p[0].name], p[1:])
	}
	return groups
}

func projectValue(v value, paths []path) (value, bool) {
	if slices.ContainsFunc(paths, func(p path) bool { return len(p) == 0 }) {
		return v, true
	}
	switch {
	case v.kind == kindM && !paths[0][0].isIndex():
		fields := project(v.fields, paths)
		return value{kind: kindM, fields: fields}, len(fields) > 0
	case v.kind == kindL && paths[0][0].isIndex():
		groups := map[int][]path{}
		for _, p := range paths {
			groups[p[0].index] = append(groups[p[0].index], p[1:])
		}
		part := value{kind: kindL}
		for i, element := range v.list {
			if group := groups[i]; group != nil {
				if kept, ok := projectValue(element, group); ok {
					part.list = append(part.list, kept)
				}
			}
		}
		return part, len(part.list) > 0
	}
	return value{}, false
}
