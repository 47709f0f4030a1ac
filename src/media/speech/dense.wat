;; The sums of a neural network's layer, of several inputs at once: all that costs time in one.
;; Compiled by `node scripts/dense.mjs`.
(module
  (import "dense" "memory" (memory 1))

  ;; y[row][o] = max(floor, bias[o] + sum over i of x[row][i] * weights[o / 8][i][o % 8])
  ;;
  ;; Four rows and eight outputs at a time stay in registers: each weight is read once for four rows, each input once for
  ;; eight outputs. All pointers and strides are in bytes.
  (func (export "dense")
    (param $x i32) (param $xStride i32)              ;; from row to row
    (param $weights i32) (param $weightsStride i32)  ;; from eight outputs to the next eight
    (param $bias i32)
    (param $y i32) (param $yStride i32)              ;; from row to row
    (param $fours i32)                               ;; rows / 4
    (param $inputs i32)
    (param $eights i32)                              ;; outputs / 8
    (param $least f32)

    (local $floor v128)
    (local $four i32) (local $input i32)
    (local $xFour i32) (local $yRow i32) (local $w i32)
    (local $x0 i32) (local $x1 i32) (local $x2 i32) (local $x3 i32)
    (local $value v128) (local $left v128) (local $right v128)
    (local $left0 v128) (local $left1 v128) (local $left2 v128) (local $left3 v128)
    (local $right0 v128) (local $right1 v128) (local $right2 v128) (local $right3 v128)

    (local.set $floor (f32x4.splat (local.get $least)))
    (loop $eachEight
      (local.set $four (local.get $fours))
      (local.set $xFour (local.get $x))
      (local.set $yRow (local.get $y))
      (loop $eachFour
        (local.set $x0 (local.get $xFour))
        (local.set $x1 (i32.add (local.get $x0) (local.get $xStride)))
        (local.set $x2 (i32.add (local.get $x1) (local.get $xStride)))
        (local.set $x3 (i32.add (local.get $x2) (local.get $xStride)))
        (local.set $xFour (i32.add (local.get $x3) (local.get $xStride)))

        (local.set $left (v128.load (local.get $bias)))
        (local.set $right (v128.load offset=16 (local.get $bias)))
        (local.set $left0 (local.get $left)) (local.set $right0 (local.get $right))
        (local.set $left1 (local.get $left)) (local.set $right1 (local.get $right))
        (local.set $left2 (local.get $left)) (local.set $right2 (local.get $right))
        (local.set $left3 (local.get $left)) (local.set $right3 (local.get $right))

        (local.set $w (local.get $weights))
        (local.set $input (local.get $inputs))
        (loop $eachInput
          (local.set $left (v128.load (local.get $w)))
          (local.set $right (v128.load offset=16 (local.get $w)))
          (local.set $w (i32.add (local.get $w) (i32.const 32)))

          (local.set $value (v128.load32_splat (local.get $x0)))
          (local.set $x0 (i32.add (local.get $x0) (i32.const 4)))
          (local.set $left0 (f32x4.add (local.get $left0) (f32x4.mul (local.get $value) (local.get $left))))
          (local.set $right0 (f32x4.add (local.get $right0) (f32x4.mul (local.get $value) (local.get $right))))

          (local.set $value (v128.load32_splat (local.get $x1)))
          (local.set $x1 (i32.add (local.get $x1) (i32.const 4)))
          (local.set $left1 (f32x4.add (local.get $left1) (f32x4.mul (local.get $value) (local.get $left))))
          (local.set $right1 (f32x4.add (local.get $right1) (f32x4.mul (local.get $value) (local.get $right))))

          (local.set $value (v128.load32_splat (local.get $x2)))
          (local.set $x2 (i32.add (local.get $x2) (i32.const 4)))
          (local.set $left2 (f32x4.add (local.get $left2) (f32x4.mul (local.get $value) (local.get $left))))
          (local.set $right2 (f32x4.add (local.get $right2) (f32x4.mul (local.get $value) (local.get $right))))

          (local.set $value (v128.load32_splat (local.get $x3)))
          (local.set $x3 (i32.add (local.get $x3) (i32.const 4)))
          (local.set $left3 (f32x4.add (local.get $left3) (f32x4.mul (local.get $value) (local.get $left))))
          (local.set $right3 (f32x4.add (local.get $right3) (f32x4.mul (local.get $value) (local.get $right))))

          (br_if $eachInput (local.tee $input (i32.sub (local.get $input) (i32.const 1)))))

        (v128.store (local.get $yRow) (f32x4.max (local.get $floor) (local.get $left0)))
        (v128.store offset=16 (local.get $yRow) (f32x4.max (local.get $floor) (local.get $right0)))
        (local.set $yRow (i32.add (local.get $yRow) (local.get $yStride)))
        (v128.store (local.get $yRow) (f32x4.max (local.get $floor) (local.get $left1)))
        (v128.store offset=16 (local.get $yRow) (f32x4.max (local.get $floor) (local.get $right1)))
        (local.set $yRow (i32.add (local.get $yRow) (local.get $yStride)))
        (v128.store (local.get $yRow) (f32x4.max (local.get $floor) (local.get $left2)))
        (v128.store offset=16 (local.get $yRow) (f32x4.max (local.get $floor) (local.get $right2)))
        (local.set $yRow (i32.add (local.get $yRow) (local.get $yStride)))
        (v128.store (local.get $yRow) (f32x4.max (local.get $floor) (local.get $left3)))
        (v128.store offset=16 (local.get $yRow) (f32x4.max (local.get $floor) (local.get $right3)))
        (local.set $yRow (i32.add (local.get $yRow) (local.get $yStride)))

        (br_if $eachFour (local.tee $four (i32.sub (local.get $four) (i32.const 1)))))

      (local.set $weights (i32.add (local.get $weights) (local.get $weightsStride)))
      (local.set $bias (i32.add (local.get $bias) (i32.const 32)))
      (local.set $y (i32.add (local.get $y) (i32.const 32)))
      (br_if $eachEight (local.tee $eights (i32.sub (local.get $eights) (i32.const 1)))))))
