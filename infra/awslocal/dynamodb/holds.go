package dynamodb

import (
	"slices"
	"strconv"
	"strings"
)

// in returns the operand's value for an item; false if the item lacks it.
func (o operand) in(item attributes) (value, bool) {
	v, found := o.value, true
	if o.path != nil {
		v, found = o.path.in(item)
	}
	if o.sizeOf && found {
		length, sized := v.length()
		return numberValue(strconv.Itoa(length)), sized
	}
	return v, found
}

func (c and) holds(item attributes) bool { return c.left.holds(item) && c.right.holds(item) }
func (c or) holds(item attributes) bool  { return c.left.holds(item) || c.right.holds(item) }
func (c not) holds(item attributes) bool { return !c.inner.holds(item) }

// holds: what is missing is unequal to everything, and values of different
// types are neither equal nor in any order.
func (c comparison) holds(item attributes) bool {
	left, foundLeft := c.left.in(item)
	right, foundRight := c.right.in(item)
	same := foundLeft && foundRight && equal(left, right)
	switch c.operator {
	case "=":
		return same
	case "<>":
		return !same
	}
	if !foundLeft || !foundRight || left.kind != right.kind || !left.kind.ordered() {
		return false
	}
	switch result := order(left, right); c.operator {
	case "<":
		return result < 0
	case "<=":
		return result <= 0
	case ">":
		return result > 0
	default:
		return result >= 0
	}
}

func (c between) holds(item attributes) bool {
	return comparison{">=", c.tested, c.low}.holds(item) && comparison{"<=", c.tested, c.high}.holds(item)
}

func (c in) holds(item attributes) bool {
	return slices.ContainsFunc(c.listed, func(o operand) bool { return comparison{"=", c.tested, o}.holds(item) })
}

func (c call) holds(item attributes) bool {
	first, found := c.arguments[0].in(item)
	switch c.function {
	case "attribute_exists":
		return found
	case "attribute_not_exists":
		return !found
	}
	second, foundSecond := c.arguments[1].in(item)
	if !found || !foundSecond {
		return false
	}
	switch c.function {
	case "attribute_type":
		return first.kind.String() == second.text
	case "begins_with":
		return (first.kind == kindS || first.kind == kindB) && first.kind == second.kind && strings.HasPrefix(first.text, second.text)
	default:
		return first.contains(second)
	}
}
