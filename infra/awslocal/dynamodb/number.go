package dynamodb

import (
	"errors"
	"math/big"
	"strconv"
	"strings"
)

// Limits of a number ("Supported data types: Number").
const (
	maxDigits   = 38
	maxExponent = 125
	minExponent = -130
)

var (
	errOverflow  = errors.New("Number overflow. Attempting to store a number with magnitude larger than supported range")
	errUnderflow = errors.New("Number underflow. Attempting to store a number with magnitude smaller than supported range")
	errDigits    = errors.New("Attempting to store more than 38 significant digits in a Number")
)

// decimal is a number taken apart: ± 0.digits × 10^exponent, where digits
// neither begin nor end with a zero. Zero has no digits.
type decimal struct {
	negative bool
	digits   string
	exponent int
}

// parseNumber reads a number as a request writes it, and refuses what AWS
// cannot store exactly.
func parseNumber(text string) (decimal, error) {
	notNumeric := func() (decimal, error) {
		if text == "" {
			return decimal{}, errors.New("The parameter cannot be converted to a numeric value")
		}
		return decimal{}, errors.New("The parameter cannot be converted to a numeric value: " + text)
	}
	var d decimal
	rest := text
	if rest != "" && (rest[0] == '-' || rest[0] == '+') {
		d.negative = rest[0] == '-'
		rest = rest[1:]
	}
	shift := 0
	if at := strings.IndexAny(rest, "eE"); at >= 0 {
		exponent := rest[at+1:]
		parsed, err := strconv.Atoi(exponent)
		if err != nil || len(exponent) > 8 {
			return notNumeric()
		}
		shift, rest = parsed, rest[:at]
	}
	whole, fraction, _ := strings.Cut(rest, ".")
	if whole == "" && fraction == "" || !allDigits(whole) || !allDigits(fraction) {
		return notNumeric()
	}
	d.digits = whole + fraction
	d.exponent = len(whole) + shift
	d = d.normal()
	return d, d.check()
}

// normal strips zeros at both ends.
func (d decimal) normal() decimal {
	trimmed := strings.TrimLeft(d.digits, "0")
	d.exponent -= len(d.digits) - len(trimmed)
	d.digits = strings.TrimRight(trimmed, "0")
	if d.digits == "" {
		return decimal{}
	}
	return d
}

func (d decimal) check() error {
	switch {
	case d.digits == "":
		return nil
	case d.exponent-1 > maxExponent:
		return errOverflow
	case d.exponent-1 < minExponent:
		return errUnderflow
	case len(d.digits) > maxDigits:
		return errDigits
	}
	return nil
}

func allDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

// String is the canonical form: plain notation without superfluous zeros. Two
// numbers are equal exactly if their canonical forms are.
func (d decimal) String() string {
	if d.digits == "" {
		return "0"
	}
	var b strings.Builder
	if d.negative {
		b.WriteByte('-')
	}
	switch {
	case d.exponent <= 0:
		b.WriteString("0.")
		b.WriteString(strings.Repeat("0", -d.exponent))
		b.WriteString(d.digits)
	case d.exponent >= len(d.digits):
		b.WriteString(d.digits)
		b.WriteString(strings.Repeat("0", d.exponent-len(d.digits)))
	default:
		b.WriteString(d.digits[:d.exponent])
		b.WriteByte('.')
		b.WriteString(d.digits[d.exponent:])
	}
	return b.String()
}

// canonicalNumber reads a number that was stored, and so needs no check.
func canonicalNumber(text string) decimal {
	d, _ := parseNumber(text)
	return d
}

// compareNumbers compares two canonical numbers by what they mean.
func compareNumbers(a, b string) int {
	if a == b {
		return 0
	}
	x, y := canonicalNumber(a), canonicalNumber(b)
	if x.sign() != y.sign() {
		return x.sign() - y.sign()
	}
	result := x.exponent - y.exponent
	if result == 0 {
		result = strings.Compare(x.digits, y.digits)
	}
	if x.negative {
		result = -result
	}
	return result
}

func (d decimal) sign() int {
	switch {
	case d.digits == "":
		return 0
	case d.negative:
		return -1
	}
	return 1
}

// addNumbers adds two canonical numbers, or subtracts the second, exactly.
// Returns an error if the result cannot be stored exactly.
func addNumbers(a, b string, subtract bool) (string, error) {
	x, y := canonicalNumber(a), canonicalNumber(b)
	if subtract {
		y.negative = !y.negative
	}
	low := min(x.exponent-len(x.digits), y.exponent-len(y.digits))
	sum := new(big.Int).Add(x.scaled(low), y.scaled(low))
	result := decimal{negative: sum.Sign() < 0, digits: sum.Abs(sum).String()}
	result.exponent = len(result.digits) + low
	result = result.normal()
	return result.String(), result.check()
}

// scaled is the number divided by 10^low, which must be whole.
func (d decimal) scaled(low int) *big.Int {
	if d.digits == "" {
		return new(big.Int)
	}
	n, _ := new(big.Int).SetString(d.digits+strings.Repeat("0", d.exponent-len(d.digits)-low), 10)
	if d.negative {
		n.Neg(n)
	}
	return n
}

// numberBytes is what a number counts towards an item's size: one byte, and one
// for every two significant digits (pairs are counted from the decimal point),
// and one for a minus sign.
func numberBytes(text string) int {
	d := canonicalNumber(text)
	if d.digits == "" {
		return 1
	}
	size := 1 + (len(d.digits)+1)/2
	if len(d.digits)%2 == 0 && d.exponent%2 != 0 {
		size++
	}
	if d.negative {
		size++
	}
	return size
}
