"""Survey and constraint layers of any format read into arrays (读取图层)."""
