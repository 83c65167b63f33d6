package chart

import (
	"html/template"
	"strconv"
)

// Bars compares numbers: one bar below the other, each with its name above it and its
// number at its end.
type Bars struct {
	ID, Title, Description string
	Groups                 []Group
}

// Group is bars under one heading.
type Group struct {
	Heading string // "" for none
	Bars    []Bar
}

// Bar is one number.
type Bar struct {
	Label string
	Value int
	Words string // what stands at its end; the number if empty
	// Light draws it as a frame, for the second of two bars that belong together.
	Light bool
}

const (
	longest    = 0.8 // of the width, so that the number has room beside it
	headingRow = 30
	labelRow   = 22
	barRow     = 20
	gapRow     = 10
)

// Render returns the chart.
func (b Bars) Render() template.HTML {
	height, largest := gapRow, 0
	for _, g := range b.Groups {
		if g.Heading != "" {
			height += headingRow
		}
		for _, bar := range g.Bars {
			height += labelRow + barRow + gapRow
			largest = max(largest, bar.Value)
		}
	}
	var d drawing
	d.open(b.ID, b.Title, b.Description, height)
	y := 0
	for _, g := range b.Groups {
		if g.Heading != "" {
			y += headingRow
			d.text("0", strconv.Itoa(y-8), "app-chart__heading", g.Heading, "")
		}
		for _, bar := range g.Bars {
			y += labelRow
			d.text("0", strconv.Itoa(y-5), "app-chart__words", bar.Label, "")
			length := 0.0
			if largest > 0 {
				length = float64(bar.Value) / float64(largest) * longest
			}
			class := "app-chart__bar"
			if bar.Light {
				class += " app-chart__bar--light"
			}
			d.add(`<rect x="0" y="%d" width="%s" height="%d" class="%s"/>`, y, percent(length), barRow, class)
			d.add(`<line x1="0" x2="0" y1="%d" y2="%d" class="app-chart__axis"/>`, y-1, y+barRow+1)
			words := bar.Words
			if words == "" {
				words = strconv.Itoa(bar.Value)
			}
			d.text(percent(length), strconv.Itoa(y+15), "app-chart__words app-chart__words--number", words, `dx="6"`)
			y += barRow + gapRow
		}
	}
	return d.close()
}
